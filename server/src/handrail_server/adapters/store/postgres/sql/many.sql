-- What every request reads, for many requests at once; each row begins with the place of whom it is for.

-- name: subject_many
SELECT asked.place, s.org, s.kind, s.id, s.version, s.tip, s.state
FROM unnest(CAST(:org AS text []), CAST(:kind AS text []), CAST(:name AS text []))
    WITH ORDINALITY AS asked (org, kind, name, place)
JOIN subjects AS s ON s.org = asked.org AND s.kind = asked.kind AND s.id = asked.name;

-- name: answer_many
SELECT asked.place, a.org, a.scope, a.key, a.digest, a.status, a.body, a.expires_at
FROM unnest(CAST(:org AS text []), CAST(:scope AS text []), CAST(:key AS text []), CAST(:now AS bigint []))
    WITH ORDINALITY AS asked (org, scope, key, now, place)
JOIN answers AS a ON a.org = asked.org AND a.scope = asked.scope AND a.key = asked.key
WHERE a.expires_at IS NULL OR a.expires_at > asked.now;

-- name: secret_by_hash_many
SELECT asked.place, s.org, s.id, s.kind, s.holder, s.hash, s.created_at, s.expires_at, s.revoked_at, s.note
FROM unnest(CAST(:digest AS text [])) WITH ORDINALITY AS asked (digest, place)
CROSS JOIN LATERAL (
    SELECT * FROM secrets AS of_hash WHERE of_hash.hash = asked.digest ORDER BY of_hash.created_at DESC LIMIT 1
) AS s;

-- name: crm_documents_many
SELECT asked.place, crm.kind, crm.id, crm.document
FROM unnest(CAST(:org AS text []), CAST(:keys AS text [])) WITH ORDINALITY AS asked (org, keys, place)
CROSS JOIN jsonb_array_elements(asked.keys::jsonb) AS wanted (value)
CROSS JOIN LATERAL (
    SELECT * FROM crm WHERE org = asked.org AND kind = wanted.value ->> 0 AND id = wanted.value ->> 1 LIMIT 1
) AS crm;

-- name: key_of_owner_many
SELECT asked.place, k.id, k.wrapped
FROM unnest(CAST(:org AS text []), CAST(:owner AS text [])) WITH ORDINALITY AS asked (org, owner, place)
JOIN data_keys AS k ON k.org = asked.org AND k.owner = asked.owner AND k.destroyed_at IS NULL;
