-- `due_at` is when it falls due, `wake_at` when somebody may take it: later while it is leased or put off.

-- name: claim_deadlines
WITH late AS MATERIALIZED (
    SELECT org, kind, id, name FROM deadlines WHERE wake_at <= :now
    ORDER BY wake_at LIMIT :limit FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE deadlines AS d SET wake_at = :lease_until, attempts = d.attempts + 1
    FROM late WHERE d.org = late.org AND d.kind = late.kind AND d.id = late.id AND d.name = late.name
    RETURNING d.org, d.kind, d.id, d.name, d.due_at, d.attempts
)
SELECT org, kind, id, name, due_at, attempts FROM claimed ORDER BY due_at;

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
