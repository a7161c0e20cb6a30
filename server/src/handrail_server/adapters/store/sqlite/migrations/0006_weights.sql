-- Numbers of models that were fitted to an organisation's own labels, by their content's hash, sealed with its key.
CREATE TABLE weights (
    org TEXT NOT NULL,
    digest TEXT NOT NULL,
    key_id TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (org, digest)
) STRICT;
