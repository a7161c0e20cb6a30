-- name: heads
SELECT l.number, f.kind, f.id, f.version, f.head, f.hash
FROM ledger AS l
CROSS JOIN facts AS f ON f.org = l.org AND f.kind = l.kind AND f.id = l.id AND f.version = l.version
WHERE l.org = :org AND l.number > :after AND (:until IS NULL OR l.number <= :until)
ORDER BY l.number LIMIT :limit;

-- name: heads_numbered
SELECT l.number, f.kind, f.id, f.version, f.head, f.hash
FROM ledger AS l
CROSS JOIN facts AS f ON f.org = l.org AND f.kind = l.kind AND f.id = l.id AND f.version = l.version
WHERE l.org = :org AND l.number IN (SELECT value FROM json_each(:numbers))
ORDER BY l.number;

-- name: history
SELECT l.number, f.kind, f.id, f.version, f.head, f.hash, f.key_id, f.body
FROM facts AS f
LEFT JOIN ledger AS l ON l.org = f.org AND l.kind = f.kind AND l.id = f.id AND l.version = f.version
WHERE f.org = :org AND f.kind = :kind AND f.id = :name AND f.version > :after
    AND (:verbs IS NULL OR f.verb IN (SELECT value FROM json_each(:verbs)))
ORDER BY f.version LIMIT :limit;

-- name: last_number
SELECT max(number) FROM ledger WHERE org = :org;

-- name: entries
SELECT f.org, l.number, f.commit_id, f.kind, f.id, f.version, f.head, f.hash, f.body
FROM ledger AS l
CROSS JOIN facts AS f ON f.org = l.org AND f.kind = l.kind AND f.id = l.id AND f.version = l.version
WHERE l.org = :org AND l.number > :after
ORDER BY l.number LIMIT :limit;

-- name: unplaced
WITH oldest AS MATERIALIZED (SELECT seq, org, facts FROM unplaced ORDER BY seq LIMIT :limit)
SELECT f.org, NULL, f.commit_id, f.kind, f.id, f.version, f.head, f.hash, f.body
FROM oldest AS o
CROSS JOIN json_each(o.facts) AS named
CROSS JOIN facts AS f
    ON f.org = o.org
    AND f.kind = named.value ->> 0 AND f.id = named.value ->> 1 AND f.version = named.value ->> 2
ORDER BY o.seq, named.key;

-- name: tree
SELECT size, frontier FROM trees WHERE org = :org;

-- name: lease
INSERT INTO leases (name, worker, until) VALUES ('scribe', :worker, :until)
ON CONFLICT (name) DO UPDATE SET worker = excluded.worker, until = excluded.until
WHERE leases.worker = excluded.worker OR leases.until <= :now
RETURNING worker;

-- The tree grows only from the size that the scribe built on: of two scribes one gets no answer and places nothing.

-- name: place (must answer)
INSERT INTO trees (org, size, frontier) SELECT :org, :grown, :frontier
WHERE :size = coalesce((SELECT size FROM trees WHERE org = :org), 0)
ON CONFLICT (org) DO UPDATE SET size = excluded.size, frontier = excluded.frontier
RETURNING size;
-- then
INSERT INTO ledger (org, number, kind, id, version)
SELECT :org, :size + key, value ->> 0, value ->> 1, value ->> 2 FROM json_each(:entries);
-- then
DELETE FROM unplaced WHERE org = :org AND commit_id IN (SELECT value FROM json_each(:commits));

-- name: save_checkpoint
INSERT OR REPLACE INTO checkpoints (org, size, note, at) VALUES (:org, :size, :note, :at);

-- name: checkpoint
SELECT size, note FROM checkpoints WHERE org = :org ORDER BY size DESC LIMIT 1;
