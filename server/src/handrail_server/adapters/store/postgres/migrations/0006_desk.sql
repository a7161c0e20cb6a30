-- The reply that is being written in a conversation. Its text is sealed with the conversation's key.
CREATE TABLE drafts (
    org text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    person text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (org, conversation)
);

-- Who has a conversation open: leases, as of presence.
CREATE TABLE viewers (
    org text COLLATE "C" NOT NULL,
    conversation text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    writes bigint NOT NULL,
    until bigint NOT NULL,
    PRIMARY KEY (org, conversation, person)
);

-- By which words conversations and customers are found. It holds no more than `turns` does, and is made from it again.
CREATE TABLE words (
    org text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    word text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    turn bigint NOT NULL,
    PRIMARY KEY (org, kind, word, id)
);
CREATE INDEX words_of_subject ON words (org, kind, id, word);

-- How far the ledger has been read for `words`.
CREATE TABLE indexed (
    org text COLLATE "C" NOT NULL PRIMARY KEY,
    number bigint NOT NULL
);
