-- The reply that is being written in a conversation. Its text is sealed with the conversation's key.
CREATE TABLE drafts (
    org TEXT NOT NULL,
    conversation TEXT NOT NULL,
    version INTEGER NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (org, conversation)
) STRICT;

-- Who has a conversation open: leases, as of presence.
CREATE TABLE viewers (
    org TEXT NOT NULL,
    conversation TEXT NOT NULL,
    person TEXT NOT NULL,
    writes INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (org, conversation, person)
) STRICT, WITHOUT ROWID;

-- By which words conversations and customers are found. It holds no more than `turns` does, and is made from it again.
CREATE TABLE words (
    org TEXT NOT NULL,
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    id TEXT NOT NULL,
    turn INTEGER NOT NULL,
    PRIMARY KEY (org, kind, word, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_of_subject ON words (org, kind, id, word);

-- How far the ledger has been read for `words`.
CREATE TABLE indexed (
    org TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
