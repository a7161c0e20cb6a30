-- Moves the heads of free lanes to `sending`; a lane is (org, lane), free where none of it is sending or sent.
--
-- An agent's message shares the lock of its conversation while its epoch is compared (law 1): a takeover that is under
-- way makes it wait for another time, one that was committed a moment ago is seen.
CREATE FUNCTION claim_parcels(now bigint, lease_until bigint, most bigint, destination text, org text)
RETURNS SETOF outbox LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    WITH lapsed AS MATERIALIZED (
        SELECT o.org, o.id FROM outbox AS o
        WHERE o.state = 'sending' AND o.lease_until <= claim_parcels.now
        FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox AS o SET state = 'stored', lease_until = NULL
    FROM lapsed WHERE o.org = lapsed.org AND o.id = lapsed.id;

    RETURN QUERY
    WITH guarded AS MATERIALIZED (
        SELECT o.org, o.id, o.due_at, o.seq
        FROM outbox AS o
        JOIN conversations AS c ON c.org = o.org AND c.id = o.lane
        WHERE o.state = 'stored'
            AND o.destination = claim_parcels.destination
            AND o.due_at <= claim_parcels.now
            AND (claim_parcels.org IS NULL OR o.org = claim_parcels.org)
            AND o.epoch = c.epoch
            AND NOT EXISTS (
                SELECT FROM outbox AS e
                WHERE e.org = o.org AND e.lane = o.lane
                    AND e.state IN ('stored', 'sending', 'sent')
                    AND (e.seq < o.seq OR e.state <> 'stored')
            )
        ORDER BY o.due_at, o.seq LIMIT claim_parcels.most
        FOR UPDATE OF o SKIP LOCKED
        FOR SHARE OF c SKIP LOCKED
    ), unguarded AS MATERIALIZED (
        SELECT o.org, o.id, o.due_at, o.seq
        FROM outbox AS o
        WHERE o.state = 'stored'
            AND o.destination = claim_parcels.destination
            AND o.due_at <= claim_parcels.now
            AND (claim_parcels.org IS NULL OR o.org = claim_parcels.org)
            AND o.epoch IS NULL
            AND NOT EXISTS (
                SELECT FROM outbox AS e
                WHERE e.org = o.org AND e.lane = o.lane
                    AND e.state IN ('stored', 'sending', 'sent')
                    AND (e.seq < o.seq OR e.state <> 'stored')
            )
        ORDER BY o.due_at, o.seq LIMIT claim_parcels.most
        FOR UPDATE OF o SKIP LOCKED
    ), free AS (
        SELECT * FROM guarded UNION ALL SELECT * FROM unguarded ORDER BY due_at, seq LIMIT claim_parcels.most
    ), claimed AS (
        UPDATE outbox AS o
        SET state = 'sending', lease_until = claim_parcels.lease_until, attempts = o.attempts + 1
        FROM free WHERE o.org = free.org AND o.id = free.id
        RETURNING o.*
    )
    SELECT * FROM claimed ORDER BY due_at, seq;
END $$;
