-- Numbers of models that were fitted to an organisation's own labels, by their content's hash, sealed with its key.
CREATE TABLE weights (
    org text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (org, digest)
);
