-- name: subject
SELECT org, kind, id, version, tip, state FROM subjects WHERE org = :org AND kind = :kind AND id = :name;

-- name: subjects
SELECT org, kind, id, version, tip, state FROM subjects WHERE org = :org AND kind = :kind ORDER BY id;

-- name: organisations
SELECT id FROM subjects WHERE kind = 'organisation' ORDER BY id;

-- name: answer
SELECT org, scope, key, digest, status, body, expires_at FROM answers
WHERE org = :org AND scope = :scope AND key = :key AND (expires_at IS NULL OR expires_at > :now);

-- The same for many at once; each row begins with the place of whom it is for.

-- name: subject_many
SELECT asked.place, s.org, s.kind, s.id, s.version, s.tip, s.state
FROM unnest(CAST(:org AS text []), CAST(:kind AS text []), CAST(:name AS text []))
    WITH ORDINALITY AS asked (org, kind, name, place)
JOIN subjects AS s ON s.org = asked.org AND s.kind = asked.kind AND s.id = asked.name;

-- name: answer_many
SELECT asked.place, a.org, a.scope, a.key, a.digest, a.status, a.body, a.expires_at
FROM unnest(CAST(:org AS text []), CAST(:scope AS text []), CAST(:key AS text []), CAST(:now AS bigint []))
    WITH ORDINALITY AS asked (org, scope, key, now, place)
JOIN answers AS a ON a.org = asked.org AND a.scope = asked.scope AND a.key = asked.key
WHERE a.expires_at IS NULL OR a.expires_at > asked.now;
