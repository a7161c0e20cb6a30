-- Every key starts with the organisation. JSON is text, times are milliseconds. Keys are compared byte by byte ("C"), so
-- that rows have the same order on every engine and on every server.

CREATE TABLE subjects (
    org text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    tip bytea NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (org, kind, id)
) WITH (fillfactor = 70);
CREATE INDEX organisations ON subjects (id) WHERE kind = 'organisation';

-- Subjects that somebody could not get to write because others share them all the time: see 0002.
CREATE TABLE wanted (
    org text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (org, kind, id)
);

CREATE TABLE facts (
    org text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    commit_id text NOT NULL,
    verb text NOT NULL,
    at bigint NOT NULL,
    head text NOT NULL,
    key_id text,
    body bytea,
    hash bytea NOT NULL,
    PRIMARY KEY (org, kind, id, version)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what stands in % is never changed or deleted', tg_table_name USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER facts_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON facts
FOR EACH STATEMENT EXECUTE FUNCTION refuse();

CREATE TABLE unplaced (
    seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    org text COLLATE "C" NOT NULL,
    commit_id text COLLATE "C" NOT NULL,
    facts text NOT NULL,
    PRIMARY KEY (org, commit_id)
);

CREATE TABLE ledger (
    org text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (org, number),
    UNIQUE (org, kind, id, version)
);

CREATE TRIGGER places_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse();

CREATE TABLE trees (
    org text COLLATE "C" PRIMARY KEY,
    size bigint NOT NULL,
    frontier bytea NOT NULL
);

CREATE TABLE checkpoints (
    org text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    note text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (org, size)
);

CREATE TABLE leases (
    name text COLLATE "C" PRIMARY KEY,
    worker text NOT NULL,
    until bigint NOT NULL
);

CREATE TABLE turns (
    org text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    digest text NOT NULL,
    status text NOT NULL,
    turn text NOT NULL,
    PRIMARY KEY (org, conversation, number),
    UNIQUE (org, conversation, id)
);

CREATE TABLE judged (
    org text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    number bigint,
    document text NOT NULL,
    PRIMARY KEY (org, decision)
);
CREATE INDEX judged_by_turn ON judged (org, conversation, number);

CREATE TABLE conversations (
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    agent text COLLATE "C" NOT NULL,
    customer text COLLATE "C",
    is_open boolean NOT NULL,
    holder_kind text NOT NULL,
    holder_id text,
    epoch bigint NOT NULL,
    active_at bigint NOT NULL,
    PRIMARY KEY (org, id)
);
CREATE INDEX conversations_by_activity ON conversations (org, active_at, id);
CREATE INDEX conversations_open ON conversations (org, active_at, id) WHERE is_open;
CREATE INDEX conversations_of_customer ON conversations (org, customer) WHERE customer IS NOT NULL;

CREATE TABLE cases (
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    queue text COLLATE "C",
    owner text COLLATE "C",
    offered_to text NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    customer text COLLATE "C",
    rank bigint NOT NULL,
    secondary_rank bigint NOT NULL,
    target_accept_at bigint NOT NULL,
    requested_at bigint NOT NULL,
    PRIMARY KEY (org, id)
);
CREATE INDEX cases_in_order ON cases (org, state, rank, secondary_rank, target_accept_at, requested_at, id);
CREATE INDEX cases_of_queue ON cases (org, queue, state, rank, secondary_rank, target_accept_at, requested_at, id);
CREATE INDEX cases_of_owner ON cases (org, owner) WHERE owner IS NOT NULL;
CREATE INDEX cases_of_conversation ON cases (org, conversation);
CREATE INDEX cases_of_customer ON cases (org, customer) WHERE customer IS NOT NULL;
CREATE INDEX cases_offered ON cases (org, id) WHERE offered_to <> '[]';

CREATE TABLE actions (
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    call_id text COLLATE "C" NOT NULL,
    digest text NOT NULL,
    requested_at bigint NOT NULL,
    PRIMARY KEY (org, id),
    UNIQUE (org, conversation, call_id)
);

CREATE TABLE people (
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    email text COLLATE "C" NOT NULL,
    active boolean NOT NULL,
    queues text NOT NULL,
    PRIMARY KEY (org, id),
    UNIQUE (org, email)
);

CREATE TABLE memberships (
    org text COLLATE "C" NOT NULL,
    queue text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    PRIMARY KEY (org, queue, person)
);

CREATE FUNCTION change_queues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF tg_op = 'UPDATE' THEN
        DELETE FROM memberships AS m USING jsonb_array_elements_text(old.queues::jsonb) AS left_queue
        WHERE m.org = old.org AND m.queue = left_queue AND m.person = old.id;
    END IF;
    INSERT INTO memberships
    SELECT DISTINCT new.org, joined, new.id FROM jsonb_array_elements_text(new.queues::jsonb) AS joined;
    RETURN NULL;
END $$;

CREATE TRIGGER people_join_queues AFTER INSERT ON people
FOR EACH ROW WHEN (new.queues <> '[]') EXECUTE FUNCTION change_queues();

CREATE TRIGGER people_change_queues AFTER UPDATE ON people
FOR EACH ROW WHEN (old.queues <> new.queues) EXECUTE FUNCTION change_queues();

CREATE TABLE outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    lane text COLLATE "C" NOT NULL,
    destination text COLLATE "C" NOT NULL,
    epoch bigint,
    kind text NOT NULL,
    payload text NOT NULL,
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    state text COLLATE "C" NOT NULL DEFAULT 'stored',
    attempts bigint NOT NULL DEFAULT 0,
    lease_until bigint,
    ack_until bigint,
    error text,
    PRIMARY KEY (org, id)
);
CREATE INDEX outbox_lanes ON outbox (org, lane, seq) WHERE state IN ('stored', 'sending', 'sent');
CREATE INDEX outbox_due ON outbox (destination, due_at, seq) WHERE state = 'stored';
CREATE INDEX outbox_guarded ON outbox (org, seq) WHERE state = 'stored' AND epoch IS NOT NULL;
CREATE INDEX outbox_leased ON outbox (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_sent ON outbox (ack_until) WHERE state = 'sent';
CREATE INDEX outbox_dead ON outbox (org, seq) WHERE state = 'failed';

-- Whatever two processes do at once, a lane never has two on their way.
CREATE UNIQUE INDEX outbox_one_speaker ON outbox (org, lane) WHERE state IN ('sending', 'sent');

CREATE TABLE deadlines (
    org text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    due_at bigint NOT NULL,
    wake_at bigint NOT NULL,
    attempts bigint NOT NULL DEFAULT 0,
    error text,
    PRIMARY KEY (org, kind, id, name)
);
CREATE INDEX deadlines_by_time ON deadlines (wake_at);

CREATE TABLE answers (
    org text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    digest text NOT NULL,
    status bigint NOT NULL,
    body bytea NOT NULL,
    expires_at bigint,
    PRIMARY KEY (org, scope, key)
);
CREATE INDEX answers_by_expiry ON answers (org, expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE data_keys (
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    wrapped bytea,
    destroyed_at bigint,
    PRIMARY KEY (org, id)
);
CREATE UNIQUE INDEX data_keys_of_owner ON data_keys (org, owner) WHERE destroyed_at IS NULL;

CREATE TABLE secrets (
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    holder text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    revoked_at bigint,
    note text,
    PRIMARY KEY (org, id)
);
CREATE INDEX secrets_by_hash ON secrets (hash);
CREATE INDEX secrets_of_holder ON secrets (org, holder, created_at);

CREATE TABLE presence (
    org text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    until bigint NOT NULL,
    PRIMARY KEY (org, person)
);
CREATE INDEX presence_by_time ON presence (until);

CREATE TABLE policy_documents (
    org text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (org, digest)
);

CREATE TABLE notices (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    org text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    case_id text,
    document text NOT NULL,
    at bigint NOT NULL,
    acknowledged_at bigint,
    PRIMARY KEY (org, id, person)
);
CREATE INDEX notices_of_person ON notices (org, person, seq);

CREATE TABLE crm (
    org text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (org, kind, id)
);

-- States are compressed at each change: LZ4, where the server has it, costs a third of the default.
DO $$
BEGIN
    ALTER TABLE subjects ALTER state SET COMPRESSION lz4;
    ALTER TABLE judged ALTER document SET COMPRESSION lz4;
    ALTER TABLE turns ALTER turn SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END $$;
