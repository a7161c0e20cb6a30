-- What is looked for is a JSON array of ranges of words, each [lowest, highest]; all of them must be there.

-- name: count_words
SELECT count(*) FROM (
    SELECT 1 FROM words WHERE org = :org AND kind = :kind AND word BETWEEN :low AND :high LIMIT :most
);

-- The newest activity first, found by the rarest word; the others are looked up one by one. The `+` keeps SQLite from
-- walking the other index to spare itself a sort of few rows: with 100,000 conversations it took two seconds.

-- name: conversations_by_word
SELECT found.active_at, found.id, s.state
FROM (
    SELECT c.active_at, c.id
    FROM (SELECT DISTINCT +id AS id FROM words WHERE org = :org AND kind = 'conversation' AND word BETWEEN :low AND :high) AS w
    CROSS JOIN conversations AS c ON c.org = :org AND c.id = w.id
    WHERE (c.active_at, c.id) < (:active_at, :name)
        AND (:is_open IS NULL OR c.is_open = :is_open)
        AND (:agent IS NULL OR c.agent = :agent)
        AND (:customer IS NULL OR c.customer = :customer)
        AND NOT EXISTS (
            SELECT 1 FROM json_each(:others) AS o
            WHERE NOT EXISTS (
                SELECT 1 FROM words AS x INDEXED BY words_of_subject
                WHERE x.org = :org AND x.kind = 'conversation' AND x.id = c.id
                    AND x.word BETWEEN o.value ->> 0 AND o.value ->> 1
            )
        )
    ORDER BY c.active_at DESC, c.id DESC LIMIT :limit
) AS found
CROSS JOIN subjects AS s ON s.org = :org AND s.kind = 'conversation' AND s.id = found.id
ORDER BY found.active_at DESC, found.id DESC;

-- The newest activity first, where every word is so common that the first page is soon full.

-- name: conversations_by_activity
SELECT found.active_at, found.id, s.state
FROM (
    SELECT c.active_at, c.id
    FROM conversations AS c INDEXED BY conversations_by_activity
    WHERE c.org = :org
        AND (c.active_at, c.id) < (:active_at, :name)
        AND (:is_open IS NULL OR c.is_open = :is_open)
        AND (:agent IS NULL OR c.agent = :agent)
        AND (:customer IS NULL OR c.customer = :customer)
        AND NOT EXISTS (
            SELECT 1 FROM json_each(:others) AS o
            WHERE NOT EXISTS (
                SELECT 1 FROM words AS x INDEXED BY words_of_subject
                WHERE x.org = :org AND x.kind = 'conversation' AND x.id = c.id
                    AND x.word BETWEEN o.value ->> 0 AND o.value ->> 1
            )
        )
    ORDER BY c.active_at DESC, c.id DESC LIMIT :limit
) AS found
CROSS JOIN subjects AS s ON s.org = :org AND s.kind = 'conversation' AND s.id = found.id
ORDER BY found.active_at DESC, found.id DESC;

-- name: customers_by_word
SELECT DISTINCT +w.id
FROM words AS w
WHERE w.org = :org AND w.kind = 'customer' AND w.word BETWEEN :low AND :high AND w.id > :name
    AND NOT EXISTS (
        SELECT 1 FROM json_each(:others) AS o
        WHERE NOT EXISTS (
            SELECT 1 FROM words AS x INDEXED BY words_of_subject
            WHERE x.org = :org AND x.kind = 'customer' AND x.id = w.id
                AND x.word BETWEEN o.value ->> 0 AND o.value ->> 1
        )
    )
ORDER BY +w.id LIMIT :limit;

-- In which turn of the conversation the words were said last.

-- name: turn_of_words
SELECT max(x.turn)
FROM json_each(:others) AS o
CROSS JOIN words AS x
WHERE x.org = :org AND x.kind = 'conversation' AND x.id = :name AND x.turn > 0
    AND x.word BETWEEN o.value ->> 0 AND o.value ->> 1;

-- name: index_words
INSERT INTO words (org, kind, word, id, turn)
SELECT :org, e.value ->> 0, w.value, e.value ->> 1, e.value ->> 2
FROM json_each(:entries) AS e
CROSS JOIN json_each(e.value -> 3) AS w
WHERE true
ON CONFLICT (org, kind, word, id) DO UPDATE SET turn = excluded.turn WHERE excluded.turn > words.turn;
-- then
INSERT INTO indexed (org, number) VALUES (:org, :number)
ON CONFLICT (org) DO UPDATE SET number = excluded.number WHERE excluded.number > indexed.number;

-- name: drop_words
DELETE FROM words WHERE org = :org AND kind = :kind AND id = :name;

-- name: indexed_until
SELECT max(number) FROM indexed WHERE org = :org;
