-- Every key starts with the organisation. JSON is TEXT, times are milliseconds, truth is 0 or 1.

CREATE TABLE subjects (
    org TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    tip BLOB NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (org, kind, id)
) STRICT;

CREATE TABLE facts (
    org TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    commit_id TEXT NOT NULL,
    verb TEXT NOT NULL,
    at INTEGER NOT NULL,
    head TEXT NOT NULL,
    key_id TEXT,
    body BLOB,
    hash BLOB NOT NULL,
    PRIMARY KEY (org, kind, id, version)
) STRICT;

CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN SELECT raise(ABORT, 'a fact never changes'); END;

CREATE TRIGGER facts_are_never_deleted BEFORE DELETE ON facts
BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;

CREATE TABLE unplaced (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    org TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (org, commit_id)
) STRICT;

CREATE TABLE ledger (
    org TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (org, number),
    UNIQUE (org, kind, id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER places_never_change BEFORE UPDATE ON ledger
BEGIN SELECT raise(ABORT, 'a place in the ledger never changes'); END;

CREATE TRIGGER places_are_never_deleted BEFORE DELETE ON ledger
BEGIN SELECT raise(ABORT, 'a place in the ledger is never deleted'); END;

CREATE TABLE trees (
    org TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    frontier BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
    org TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org, size)
) STRICT;

CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
    org TEXT NOT NULL,
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    status TEXT NOT NULL,
    turn TEXT NOT NULL,
    PRIMARY KEY (org, conversation, number),
    UNIQUE (org, conversation, id)
) STRICT;

CREATE TABLE judged (
    org TEXT NOT NULL,
    decision TEXT NOT NULL,
    conversation TEXT NOT NULL,
    number INTEGER,
    document TEXT NOT NULL,
    PRIMARY KEY (org, decision)
) STRICT;
CREATE INDEX judged_by_turn ON judged (org, conversation, number, decision);

CREATE TABLE conversations (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    agent TEXT NOT NULL,
    customer TEXT,
    is_open INTEGER NOT NULL,
    holder_kind TEXT NOT NULL,
    holder_id TEXT,
    epoch INTEGER NOT NULL,
    active_at INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX conversations_by_activity ON conversations (org, active_at, id);
CREATE INDEX conversations_open ON conversations (org, active_at, id) WHERE is_open = 1;
CREATE INDEX conversations_of_customer ON conversations (org, customer) WHERE customer IS NOT NULL;

CREATE TABLE cases (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    queue TEXT,
    owner TEXT,
    offered_to TEXT NOT NULL,
    conversation TEXT NOT NULL,
    customer TEXT,
    rank INTEGER NOT NULL,
    secondary_rank INTEGER NOT NULL,
    target_accept_at INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX cases_in_order ON cases (org, state, rank, secondary_rank, target_accept_at, requested_at, id);
CREATE INDEX cases_of_queue ON cases (org, queue, state, rank, secondary_rank, target_accept_at, requested_at, id);
CREATE INDEX cases_of_owner ON cases (org, owner) WHERE owner IS NOT NULL;
CREATE INDEX cases_of_conversation ON cases (org, conversation);
CREATE INDEX cases_of_customer ON cases (org, customer) WHERE customer IS NOT NULL;
CREATE INDEX cases_offered ON cases (org, id) WHERE offered_to <> '[]';

CREATE TABLE actions (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    conversation TEXT NOT NULL,
    call_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    PRIMARY KEY (org, id),
    UNIQUE (org, conversation, call_id)
) STRICT;

CREATE TABLE people (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    active INTEGER NOT NULL,
    queues TEXT NOT NULL,
    PRIMARY KEY (org, id),
    UNIQUE (org, email)
) STRICT;

CREATE TABLE memberships (
    org TEXT NOT NULL,
    queue TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (org, queue, person)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER people_join_queues AFTER INSERT ON people
BEGIN
    INSERT OR IGNORE INTO memberships SELECT new.org, value, new.id FROM json_each(new.queues);
END;

CREATE TRIGGER people_change_queues AFTER UPDATE ON people WHEN old.queues <> new.queues
BEGIN
    DELETE FROM memberships
    WHERE org = old.org AND person = old.id AND queue IN (SELECT value FROM json_each(old.queues));
    INSERT OR IGNORE INTO memberships SELECT new.org, value, new.id FROM json_each(new.queues);
END;

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    lane TEXT NOT NULL,
    destination TEXT NOT NULL,
    epoch INTEGER,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'stored',
    attempts INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    ack_until INTEGER,
    error TEXT,
    UNIQUE (org, id)
) STRICT;
CREATE INDEX outbox_lanes ON outbox (org, lane, seq) WHERE state IN ('stored', 'sending', 'sent');
CREATE INDEX outbox_due ON outbox (destination, due_at, seq) WHERE state = 'stored';
CREATE INDEX outbox_guarded ON outbox (destination, seq) WHERE state = 'stored' AND epoch IS NOT NULL;
CREATE INDEX outbox_leased ON outbox (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_sent ON outbox (ack_until) WHERE state = 'sent';
CREATE INDEX outbox_dead ON outbox (org, seq) WHERE state = 'failed';

CREATE TABLE deadlines (
    org TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    wake_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    PRIMARY KEY (org, kind, id, name)
) STRICT;
CREATE INDEX deadlines_by_time ON deadlines (wake_at);

CREATE TABLE answers (
    org TEXT NOT NULL,
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (org, scope, key)
) STRICT;

CREATE INDEX answers_by_expiry ON answers (org, expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE data_keys (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    wrapped BLOB,
    destroyed_at INTEGER,
    PRIMARY KEY (org, id)
) STRICT;
CREATE UNIQUE INDEX data_keys_of_owner ON data_keys (org, owner) WHERE destroyed_at IS NULL;

CREATE TABLE secrets (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    note TEXT,
    PRIMARY KEY (org, id)
) STRICT;
CREATE INDEX secrets_by_hash ON secrets (hash);
CREATE INDEX secrets_of_holder ON secrets (org, holder, created_at);

CREATE TABLE presence (
    org TEXT NOT NULL,
    person TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (org, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_by_time ON presence (until);

CREATE TABLE policy_documents (
    org TEXT NOT NULL,
    digest TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (org, digest)
) STRICT;

CREATE TABLE notices (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    case_id TEXT,
    document TEXT NOT NULL,
    at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    UNIQUE (org, id, person)
) STRICT;
CREATE INDEX notices_of_person ON notices (org, person, seq);

CREATE TABLE crm (
    org TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (org, kind, id)
) STRICT;
