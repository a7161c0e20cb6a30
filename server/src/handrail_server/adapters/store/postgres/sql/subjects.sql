-- name: subject
SELECT org, kind, id, version, tip, state FROM subjects WHERE org = :org AND kind = :kind AND id = :name;

-- name: subjects
SELECT org, kind, id, version, tip, state FROM subjects WHERE org = :org AND kind = :kind ORDER BY id;

-- name: subjects_named
SELECT org, kind, id, version, tip, state FROM subjects
WHERE org = :org AND kind = :kind AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:names AS jsonb))));

-- name: lessons
SELECT org, kind, id, version, tip, state FROM subjects
WHERE org = :org AND kind = 'lesson' AND CAST(state AS jsonb) ->> 'state' = :state AND id < :name
ORDER BY id DESC LIMIT :limit;

-- name: organisations
SELECT id FROM subjects WHERE kind = 'organisation' ORDER BY id;

-- name: answer
SELECT org, scope, key, digest, status, body, expires_at FROM answers
WHERE org = :org AND scope = :scope AND key = :key AND (expires_at IS NULL OR expires_at > :now);
