-- Lessons by their state, the newest first.
CREATE INDEX lessons ON subjects (org, json_extract(state, '$.state'), id) WHERE kind = 'lesson';
