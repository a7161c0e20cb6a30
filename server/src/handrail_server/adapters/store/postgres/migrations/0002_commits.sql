-- Stores a group of commits in one call, which is one transaction: what must be so is checked under locks, then all rows
-- are written, or none. It answers NULL where they were, else what is stored under the names that the group asks about.
--
-- A row lock that is shared is granted past whoever waits to write the row: eight busy writers that only *expect* a
-- subject kept one that changed it (an emergency stop) out for more than 5 s. So whoever waits too long enters the
-- subject in `wanted`; from then on those who expect it lock it as if they wrote it, and such locks queue.

CREATE TYPE guard AS (org text, kind text, id text, version bigint, written boolean);
CREATE TYPE unplaced_commit AS (org text, commit_id text, facts text);
CREATE TYPE mark AS (org text, conversation text, number bigint, status text);
CREATE TYPE parcel AS (
    org text, id text, lane text, destination text, epoch bigint, kind text, payload text, created_at bigint, due_at bigint
);
CREATE TYPE deadline AS (org text, kind text, id text, name text, due_at bigint);

-- Locks all that is guarded, in the order given, which is the same for everybody, so that no two wait for each other.
-- False where a version is not the expected one.
CREATE FUNCTION still_so(guards guard []) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    g guard;
    found_version bigint;
BEGIN
    FOREACH g IN ARRAY guards LOOP
        IF g.written THEN
            SELECT s.version INTO found_version FROM subjects AS s
            WHERE s.org = g.org AND s.kind = g.kind AND s.id = g.id FOR UPDATE;
        ELSIF g.version = 0 THEN
            -- Nothing can be locked that is not there: a row that is made and taken back keeps others from making it.
            INSERT INTO subjects VALUES (g.org, g.kind, g.id, 0, '', '') ON CONFLICT DO NOTHING;
            IF NOT found THEN
                RETURN false;
            END IF;
            DELETE FROM subjects AS s WHERE s.org = g.org AND s.kind = g.kind AND s.id = g.id;
            found_version := 0;
        ELSIF EXISTS (
            SELECT FROM wanted AS w
            WHERE w.org = g.org AND w.kind = g.kind AND w.id = g.id AND w.until > clock_timestamp()
        ) THEN
            SELECT s.version INTO found_version FROM subjects AS s
            WHERE s.org = g.org AND s.kind = g.kind AND s.id = g.id FOR UPDATE;
        ELSE
            SELECT s.version INTO found_version FROM subjects AS s
            WHERE s.org = g.org AND s.kind = g.kind AND s.id = g.id FOR SHARE;
        END IF;
        IF coalesce(found_version, 0) <> g.version THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END $$;

CREATE FUNCTION what_is_stored(
    guards guard [], new_turns turns [], new_answers answers [], new_actions actions [], new_people people []
) RETURNS text LANGUAGE sql AS $$
SELECT jsonb_build_object(
    'versions', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(s.org, s.kind, s.id, s.version)), '[]')
        FROM unnest(guards) AS g JOIN subjects AS s ON s.org = g.org AND s.kind = g.kind AND s.id = g.id
    ),
    'turns', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(t.org, t.conversation, t.id, t.digest)), '[]')
        FROM unnest(new_turns) AS n
        JOIN turns AS t ON t.org = n.org AND t.conversation = n.conversation AND t.id = n.id
    ),
    'answers', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(a.org, a.scope, a.key, a.digest, a.expires_at)), '[]')
        FROM unnest(new_answers) AS n JOIN answers AS a ON a.org = n.org AND a.scope = n.scope AND a.key = n.key
    ),
    'calls', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(a.org, a.conversation, a.call_id, a.id, a.digest)), '[]')
        FROM unnest(new_actions) AS n
        JOIN actions AS a ON a.org = n.org AND a.conversation = n.conversation AND a.call_id = n.call_id
    ),
    'addresses', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(p.org, p.email, p.id)), '[]')
        FROM unnest(new_people) AS n JOIN people AS p ON p.org = n.org AND p.email = n.email
    )
)::text
$$;

-- A turn, an answer, a call or an address that is taken is met at its unique key: that raises, and nothing is written.
CREATE FUNCTION store_commits(
    now bigint,
    guards guard [],
    new_subjects subjects [],
    new_facts facts [],
    new_unplaced unplaced_commit [],
    new_turns turns [],
    marks mark [],
    new_judged judged [],
    new_conversations conversations [],
    new_cases cases [],
    new_actions actions [],
    new_people people [],
    new_parcels parcel [],
    new_deadlines deadline [],
    new_answers answers [],
    new_secrets secrets []
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    stored bigint;
BEGIN
    IF NOT still_so(guards) THEN
        RETURN what_is_stored(guards, new_turns, new_answers, new_actions, new_people);
    END IF;
    -- Facts first: a subject's version is the number of its facts, so their key refuses a subject made twice.
    INSERT INTO facts SELECT * FROM unnest(new_facts);
    INSERT INTO subjects SELECT * FROM unnest(new_subjects)
    ON CONFLICT (org, kind, id) DO UPDATE SET version = excluded.version, tip = excluded.tip, state = excluded.state;
    INSERT INTO unplaced (org, commit_id, facts)
    SELECT u.org, u.commit_id, u.facts FROM unnest(new_unplaced) WITH ORDINALITY AS u (org, commit_id, facts, n) ORDER BY n;
    IF cardinality(new_turns) > 0 THEN
        INSERT INTO turns SELECT * FROM unnest(new_turns);
    END IF;
    IF cardinality(marks) > 0 THEN
        UPDATE turns AS t SET status = m.status FROM unnest(marks) AS m
        WHERE t.org = m.org AND t.conversation = m.conversation AND t.number = m.number;
    END IF;
    IF cardinality(new_judged) > 0 THEN
        INSERT INTO judged SELECT * FROM unnest(new_judged);
    END IF;
    IF cardinality(new_conversations) > 0 THEN
        INSERT INTO conversations SELECT * FROM unnest(new_conversations)
        ON CONFLICT (org, id) DO UPDATE SET
            agent = excluded.agent,
            customer = excluded.customer,
            is_open = excluded.is_open,
            holder_kind = excluded.holder_kind,
            holder_id = excluded.holder_id,
            epoch = excluded.epoch,
            active_at = excluded.active_at;
    END IF;
    IF cardinality(new_cases) > 0 THEN
        INSERT INTO cases SELECT * FROM unnest(new_cases)
        ON CONFLICT (org, id) DO UPDATE SET
            kind = excluded.kind,
            state = excluded.state,
            queue = excluded.queue,
            owner = excluded.owner,
            offered_to = excluded.offered_to,
            conversation = excluded.conversation,
            customer = excluded.customer,
            rank = excluded.rank,
            secondary_rank = excluded.secondary_rank,
            target_accept_at = excluded.target_accept_at,
            requested_at = excluded.requested_at;
    END IF;
    IF cardinality(new_actions) > 0 THEN
        INSERT INTO actions SELECT * FROM unnest(new_actions) ON CONFLICT (org, id) DO NOTHING;
    END IF;
    IF cardinality(new_people) > 0 THEN
        INSERT INTO people AS p SELECT * FROM unnest(new_people)
        ON CONFLICT (org, id) DO UPDATE SET
            name = excluded.name,
            email = excluded.email,
            active = excluded.active,
            queues = excluded.queues
        WHERE (p.name, p.email, p.active, p.queues)
            IS DISTINCT FROM (excluded.name, excluded.email, excluded.active, excluded.queues);
    END IF;
    IF cardinality(new_parcels) > 0 THEN
        INSERT INTO outbox (org, id, lane, destination, epoch, kind, payload, created_at, due_at)
        SELECT p.org, p.id, p.lane, p.destination, p.epoch, p.kind, p.payload, p.created_at, p.due_at
        FROM unnest(new_parcels) WITH ORDINALITY
            AS p (org, id, lane, destination, epoch, kind, payload, created_at, due_at, n)
        ORDER BY n;
    END IF;
    IF cardinality(new_deadlines) > 0 THEN
        INSERT INTO deadlines (org, kind, id, name, due_at, wake_at)
        SELECT d.org, d.kind, d.id, d.name, d.due_at, d.due_at FROM unnest(new_deadlines) AS d WHERE d.due_at IS NOT NULL
        ON CONFLICT (org, kind, id, name) DO UPDATE SET
            due_at = excluded.due_at,
            wake_at = excluded.wake_at,
            attempts = 0,
            error = NULL;
        DELETE FROM deadlines AS d USING unnest(new_deadlines) AS n
        WHERE n.due_at IS NULL AND d.org = n.org AND d.kind = n.kind AND d.id = n.id AND d.name = n.name;
    END IF;
    IF cardinality(new_answers) > 0 THEN
        INSERT INTO answers AS a SELECT * FROM unnest(new_answers)
        ON CONFLICT (org, scope, key) DO UPDATE SET
            digest = excluded.digest,
            status = excluded.status,
            body = excluded.body,
            expires_at = excluded.expires_at
        WHERE a.expires_at <= now;
        GET DIAGNOSTICS stored = ROW_COUNT;
        IF stored < cardinality(new_answers) THEN
            RAISE EXCEPTION 'somebody answered this a moment ago' USING ERRCODE = 'unique_violation';
        END IF;
        DELETE FROM answers AS a
        WHERE (a.org, a.scope, a.key) IN (
            SELECT e.org, e.scope, e.key FROM answers AS e
            WHERE e.org IN (SELECT n.org FROM unnest(new_answers) AS n) AND e.expires_at <= now
            LIMIT 64 FOR UPDATE SKIP LOCKED
        );
    END IF;
    IF cardinality(new_secrets) > 0 THEN
        INSERT INTO secrets SELECT * FROM unnest(new_secrets)
        ON CONFLICT (org, id) DO UPDATE SET
            kind = excluded.kind,
            holder = excluded.holder,
            hash = excluded.hash,
            created_at = excluded.created_at,
            expires_at = excluded.expires_at,
            revoked_at = excluded.revoked_at,
            note = excluded.note;
    END IF;
    RETURN NULL;
END $$;
