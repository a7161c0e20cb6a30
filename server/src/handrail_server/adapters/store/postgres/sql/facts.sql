-- name: heads
SELECT l.number, f.kind, f.id, f.version, f.head, f.hash
FROM ledger AS l
JOIN facts AS f ON f.org = l.org AND f.kind = l.kind AND f.id = l.id AND f.version = l.version
WHERE l.org = :org AND l.number > :after AND (CAST(:until AS bigint) IS NULL OR l.number <= :until)
ORDER BY l.number LIMIT :limit;

-- name: heads_numbered
SELECT l.number, f.kind, f.id, f.version, f.head, f.hash
FROM ledger AS l
JOIN facts AS f ON f.org = l.org AND f.kind = l.kind AND f.id = l.id AND f.version = l.version
WHERE l.org = :org AND l.number = ANY (ARRAY(SELECT CAST(jsonb_array_elements_text(CAST(:numbers AS jsonb)) AS bigint)))
ORDER BY l.number;

-- name: history
SELECT l.number, f.kind, f.id, f.version, f.head, f.hash, f.key_id, f.body
FROM facts AS f
LEFT JOIN ledger AS l ON l.org = f.org AND l.kind = f.kind AND l.id = f.id AND l.version = f.version
WHERE f.org = :org AND f.kind = :kind AND f.id = :name AND f.version > :after
    AND (CAST(:verbs AS text) IS NULL OR f.verb = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:verbs AS jsonb)))))
ORDER BY f.version LIMIT :limit;

-- name: last_number
SELECT max(number) FROM ledger WHERE org = :org;

-- name: entries
SELECT f.org, l.number, f.commit_id, f.kind, f.id, f.version, f.head, f.hash, f.body
FROM ledger AS l
JOIN facts AS f ON f.org = l.org AND f.kind = l.kind AND f.id = l.id AND f.version = l.version
WHERE l.org = :org AND l.number > :after
ORDER BY l.number LIMIT :limit;

-- name: unplaced
-- Each fact is looked up by its whole key: joined, all facts of the organisation were read for each commit.
WITH oldest AS MATERIALIZED (SELECT seq, org, facts FROM unplaced ORDER BY seq LIMIT :limit)
SELECT f.org, NULL, f.commit_id, f.kind, f.id, f.version, f.head, f.hash, f.body
FROM oldest AS o
CROSS JOIN jsonb_array_elements(o.facts::jsonb) WITH ORDINALITY AS named (fact, place)
CROSS JOIN LATERAL (
    SELECT * FROM facts
    WHERE org = o.org AND kind = named.fact ->> 0 AND id = named.fact ->> 1 AND version = (named.fact ->> 2)::bigint
    LIMIT 1
) AS f
ORDER BY o.seq, named.place;

-- name: tree
SELECT size, frontier FROM trees WHERE org = :org;

-- name: lease
INSERT INTO leases (name, worker, until) VALUES ('scribe', :worker, :until)
ON CONFLICT (name) DO UPDATE SET worker = excluded.worker, until = excluded.until
WHERE leases.worker = excluded.worker OR leases.until <= :now
RETURNING worker;

-- The tree grows only from the size that the scribe built on: of two scribes one gets no answer. A data-modifying CTE
-- does not stop by itself, so that what follows is joined to it.

-- name: place
WITH grown AS (
    INSERT INTO trees (org, size, frontier)
    SELECT :org, :grown, CAST(:frontier AS bytea)
    WHERE :size = coalesce((SELECT size FROM trees WHERE org = :org), 0)
    ON CONFLICT (org) DO UPDATE SET size = excluded.size, frontier = excluded.frontier WHERE trees.size = :size
    RETURNING org, size
), placed AS (
    INSERT INTO ledger (org, number, kind, id, version)
    SELECT grown.org, :size + named.place - 1, named.fact ->> 0, named.fact ->> 1, (named.fact ->> 2)::bigint
    FROM grown CROSS JOIN jsonb_array_elements(CAST(:entries AS jsonb)) WITH ORDINALITY AS named (fact, place)
), done AS (
    DELETE FROM unplaced AS u
    USING grown
    WHERE u.org = grown.org
        AND u.commit_id = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:commits AS jsonb)) COLLATE "C"))
)
SELECT size FROM grown;

-- name: save_checkpoint
INSERT INTO checkpoints (org, size, note, at) VALUES (:org, :size, :note, :at)
ON CONFLICT (org, size) DO UPDATE SET note = excluded.note, at = excluded.at;

-- name: checkpoint
SELECT size, note FROM checkpoints WHERE org = :org ORDER BY size DESC LIMIT 1;
