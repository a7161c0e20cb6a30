-- name: store_time
SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint);

-- name: key
SELECT id, wrapped FROM data_keys WHERE org = :org AND id = :name;

-- name: key_of_owner
SELECT id, wrapped FROM data_keys WHERE org = :org AND owner = :owner AND destroyed_at IS NULL;

-- name: keep_key
INSERT INTO data_keys (org, id, owner, wrapped) VALUES (:org, :name, :owner, :wrapped)
ON CONFLICT (org, owner) WHERE destroyed_at IS NULL DO NOTHING
RETURNING id;

-- name: document
SELECT text FROM policy_documents WHERE org = :org AND digest = :digest;

-- name: keep_document
INSERT INTO policy_documents (org, digest, text) VALUES (:org, :digest, :text)
ON CONFLICT (org, digest) DO NOTHING
RETURNING digest;

-- name: weights
SELECT key_id, body FROM weights WHERE org = :org AND digest = :digest;

-- name: keep_weights
INSERT INTO weights (org, digest, key_id, body) VALUES (:org, :digest, :key_id, :body)
ON CONFLICT (org, digest) DO NOTHING
RETURNING digest;

-- name: notices
SELECT seq, id, person, case_id, document, at, acknowledged_at
FROM notices WHERE org = :org AND person = :person AND seq < :before ORDER BY seq DESC LIMIT :limit;

-- name: notice
SELECT seq, id, person, case_id, document, at, acknowledged_at
FROM notices WHERE org = :org AND id = :name AND person = :person;

-- name: keep_notice
INSERT INTO notices (org, id, person, case_id, document, at, acknowledged_at)
VALUES (:org, :name, :person, :case_id, :document, :at, :acknowledged_at)
ON CONFLICT (org, id, person) DO NOTHING
RETURNING id;

-- name: acknowledge_notice
UPDATE notices SET acknowledged_at = :at WHERE org = :org AND id = :name AND acknowledged_at IS NULL RETURNING id;

-- name: crm_documents
SELECT crm.kind, crm.id, crm.document
FROM jsonb_array_elements(:keys::jsonb) AS wanted(value)
CROSS JOIN LATERAL (
    SELECT * FROM crm WHERE org = :org AND kind = wanted.value ->> 0 AND id = wanted.value ->> 1 LIMIT 1
) AS crm;

-- name: keep_crm
INSERT INTO crm (org, kind, id, document)
SELECT :org, value ->> 0, value ->> 1, value ->> 2 FROM jsonb_array_elements(:documents::jsonb) AS given(value)
ON CONFLICT (org, kind, id) DO UPDATE SET document = excluded.document
RETURNING id;

-- name: swap_crm
INSERT INTO crm (org, kind, id, document)
SELECT CAST(:org AS text), CAST(:kind AS text), CAST(:name AS text), CAST(:document AS text)
WHERE :before = '' OR EXISTS (SELECT 1 FROM crm WHERE org = :org AND kind = :kind AND id = :name)
ON CONFLICT (org, kind, id) DO UPDATE SET document = excluded.document WHERE crm.document = :before
RETURNING id;

-- name: crm_of_kind
SELECT kind, id, document FROM crm WHERE org = :org AND kind = :kind AND id > :after ORDER BY id LIMIT :limit;
