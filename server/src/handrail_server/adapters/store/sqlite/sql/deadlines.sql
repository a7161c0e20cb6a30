-- `due_at` is when it falls due, `wake_at` when somebody may take it: later while it is leased or put off.

-- name: claim_deadlines
UPDATE deadlines SET wake_at = :lease_until, attempts = attempts + 1
WHERE rowid IN (SELECT rowid FROM deadlines WHERE wake_at <= :now ORDER BY wake_at LIMIT :limit)
RETURNING org, kind, id, name, due_at, attempts;

-- name: settle_deadline
DELETE FROM deadlines
WHERE org = :org AND kind = :kind AND id = :id AND name = :name AND due_at = :due_at AND attempts = :attempts
RETURNING name;

-- name: deadline_again
UPDATE deadlines SET wake_at = :at, error = :error
WHERE org = :org AND kind = :kind AND id = :id AND name = :name AND due_at = :due_at AND attempts = :attempts
RETURNING name;

-- name: next_deadline
SELECT min(wake_at) FROM deadlines;
