-- name: draft
SELECT version, person, at, key_id, body FROM drafts WHERE org = :org AND conversation = :conversation;

-- A draft is written over the version that its writer has read, or not at all.

-- name: keep_draft
INSERT INTO drafts (org, conversation, version, person, at, key_id, body)
SELECT :org, :conversation, 1, :person, :at, :key_id, :body
WHERE :version = 0 OR EXISTS (SELECT 1 FROM drafts WHERE org = :org AND conversation = :conversation)
ON CONFLICT (org, conversation) DO UPDATE
SET version = drafts.version + 1, person = excluded.person, at = excluded.at, key_id = excluded.key_id,
    body = excluded.body
WHERE drafts.version = :version
RETURNING version;

-- name: drop_draft
DELETE FROM drafts WHERE org = :org AND conversation = :conversation RETURNING version;

-- name: look
DELETE FROM viewers WHERE org = :org AND until <= :now;
-- then
INSERT INTO viewers (org, conversation, person, writes, until) VALUES (:org, :conversation, :person, :writes, :until)
ON CONFLICT (org, conversation, person) DO UPDATE SET writes = excluded.writes, until = excluded.until;

-- name: look_away
DELETE FROM viewers WHERE org = :org AND conversation = :conversation AND person = :person;

-- name: viewers
SELECT conversation, person, writes FROM viewers WHERE org = :org AND until > :now ORDER BY conversation, person;
