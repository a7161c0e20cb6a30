-- A lane is (org, lane). Unfinished rows are stored, sending or sent; a lane is free where none is sending or sent.

-- name: claim_parcels
SELECT seq, org, id, lane, destination, kind, payload, state, attempts, created_at, due_at, error
FROM claim_parcels(:now, :lease_until, :limit, :destination, :org);

-- name: stale_parcels
SELECT
    o.seq, o.org, o.id, o.lane, o.destination, o.kind, o.payload, o.state, o.attempts, o.created_at, o.due_at, o.error
FROM outbox AS o
WHERE o.state = 'stored'
    AND o.epoch IS NOT NULL
    AND o.epoch IS DISTINCT FROM (SELECT c.epoch FROM conversations AS c WHERE c.org = o.org AND c.id = o.lane)
    AND o.destination = :destination
    AND (CAST(:org AS text) IS NULL OR o.org = :org)
ORDER BY o.seq LIMIT :limit;

-- name: next_parcel
SELECT min(due) FROM (
    SELECT lease_until AS due FROM outbox WHERE state = 'sending'
    UNION ALL
    (
        SELECT o.due_at
        FROM outbox AS o
        WHERE o.state = 'stored'
            AND o.destination = :destination
            AND NOT EXISTS (
                SELECT FROM outbox AS e
                WHERE e.org = o.org AND e.lane = o.lane
                    AND e.state IN ('stored', 'sending', 'sent')
                    AND (e.seq < o.seq OR e.state <> 'stored')
            )
        ORDER BY o.due_at LIMIT 1
    )
) AS coming;

-- name: parcel
SELECT seq, org, id, lane, destination, kind, payload, state, attempts, created_at, due_at, error
FROM outbox WHERE org = :org AND id = :name;

-- name: words_of_lane
SELECT seq, org, id, lane, destination, kind, payload, state, attempts, created_at, due_at, error
FROM outbox WHERE org = :org AND lane = :lane AND kind = 'DeliverWords' ORDER BY seq;

-- name: unacknowledged
SELECT seq, org, id, lane, destination, kind, payload, state, attempts, created_at, due_at, error
FROM outbox WHERE state = 'sent' AND ack_until <= :now ORDER BY ack_until, seq LIMIT :limit;

-- name: dead_parcels
SELECT seq, org, id, lane, destination, kind, payload, state, attempts, created_at, due_at, error
FROM outbox WHERE org = :org AND state = 'failed' AND seq < :before ORDER BY seq DESC LIMIT :limit;

-- The attempts tell one claim from the next: whoever lost its lease changes nothing.

-- name: parcel_sent
UPDATE outbox SET
    state = CASE WHEN CAST(:ack_until AS bigint) IS NULL THEN 'delivered' ELSE 'sent' END,
    ack_until = :ack_until,
    lease_until = NULL,
    error = NULL
WHERE org = :org AND id = :name AND state = 'sending' AND attempts = :attempts
RETURNING id;

-- name: parcel_acknowledged
UPDATE outbox SET state = 'delivered', lease_until = NULL, ack_until = NULL
WHERE org = :org AND id = :name AND state IN ('stored', 'sending', 'sent', 'failed') AND attempts > 0
RETURNING id;

-- name: parcel_failed
UPDATE outbox SET
    state = CASE WHEN CAST(:retry_at AS bigint) IS NULL THEN 'failed' ELSE 'stored' END,
    due_at = coalesce(:retry_at, due_at),
    lease_until = NULL,
    ack_until = NULL,
    error = :error
WHERE org = :org AND id = :name AND state IN ('sending', 'sent') AND attempts = :attempts
RETURNING id;

-- name: parcel_withdrawn
UPDATE outbox SET state = 'withdrawn' WHERE org = :org AND id = :name AND state = 'stored' RETURNING id;

-- name: parcel_redriven
UPDATE outbox SET state = 'stored', due_at = :now, error = NULL
WHERE org = :org AND id = :name AND state = 'failed'
RETURNING id;

-- A listener that comes back has lost whatever it did not acknowledge.

-- name: parcels_resent
UPDATE outbox SET state = 'stored', due_at = :now, ack_until = NULL
WHERE org = :org AND destination = :destination AND state = 'sent'
RETURNING id;
