-- Lessons by their state, the newest first.
CREATE INDEX lessons ON subjects (org, (CAST(state AS jsonb) ->> 'state'), id) WHERE kind = 'lesson';
