-- name: people
SELECT s.org, s.kind, s.id, s.version, s.tip, s.state
FROM people AS p
JOIN subjects AS s ON s.org = p.org AND s.kind = 'person' AND s.id = p.id
WHERE p.org = :org AND (p.active OR NOT :active)
ORDER BY p.name, p.id;

-- name: people_of_queue
SELECT s.org, s.kind, s.id, s.version, s.tip, s.state
FROM memberships AS m
JOIN people AS p ON p.org = m.org AND p.id = m.person
JOIN subjects AS s ON s.org = p.org AND s.kind = 'person' AND s.id = p.id
WHERE m.org = :org AND m.queue = :queue AND (p.active OR NOT :active)
ORDER BY p.name, p.id;

-- name: person_by_email
SELECT s.org, s.kind, s.id, s.version, s.tip, s.state
FROM people AS p
JOIN subjects AS s ON s.org = p.org AND s.kind = 'person' AND s.id = p.id
WHERE p.org = :org AND p.email = :email;

-- name: secret_by_hash
SELECT org, id, kind, holder, hash, created_at, expires_at, revoked_at, note
FROM secrets WHERE hash = :digest ORDER BY created_at DESC LIMIT 1;

-- name: secret_by_id
SELECT org, id, kind, holder, hash, created_at, expires_at, revoked_at, note
FROM secrets WHERE org = :org AND id = :name;

-- name: secrets_of
SELECT org, id, kind, holder, hash, created_at, expires_at, revoked_at, note
FROM secrets
WHERE org = :org AND holder = :holder AND (CAST(:kind AS text) IS NULL OR kind = :kind)
ORDER BY created_at DESC, id DESC;

-- name: beat
INSERT INTO presence (org, person, until) VALUES (:org, :person, :until)
ON CONFLICT (org, person) DO UPDATE SET until = excluded.until;

-- name: lapsed
WITH late AS MATERIALIZED (
    SELECT org, person FROM presence WHERE until <= :now ORDER BY until LIMIT :limit FOR UPDATE SKIP LOCKED
)
DELETE FROM presence AS p USING late WHERE p.org = late.org AND p.person = late.person
RETURNING p.org, p.person;
