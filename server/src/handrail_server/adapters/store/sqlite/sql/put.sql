-- How the rows of a commit are stored; {rows} stands for as many (?, …) as there are rows.

-- name: put_subjects
INSERT INTO subjects (org, kind, id, version, tip, state) VALUES {rows}
ON CONFLICT (org, kind, id) DO UPDATE SET version = excluded.version, tip = excluded.tip, state = excluded.state;

-- name: put_facts
INSERT INTO facts (org, kind, id, version, commit_id, verb, at, head, key_id, body, hash) VALUES {rows};

-- name: put_unplaced
INSERT INTO unplaced (org, commit_id, facts) VALUES {rows};

-- name: put_turns
INSERT INTO turns (org, conversation, number, id, digest, status, turn) VALUES {rows};

-- name: put_marks
WITH marks (org, conversation, number, status) AS (VALUES {rows})
UPDATE turns SET status = marks.status FROM marks
WHERE turns.org = marks.org AND turns.conversation = marks.conversation AND turns.number = marks.number;

-- name: put_judged
INSERT INTO judged (org, decision, conversation, number, document) VALUES {rows};

-- name: put_conversations
INSERT INTO conversations (org, id, agent, customer, is_open, holder_kind, holder_id, epoch, active_at) VALUES {rows}
ON CONFLICT (org, id) DO UPDATE SET
    agent = excluded.agent,
    customer = excluded.customer,
    is_open = excluded.is_open,
    holder_kind = excluded.holder_kind,
    holder_id = excluded.holder_id,
    epoch = excluded.epoch,
    active_at = excluded.active_at;

-- name: put_cases
INSERT INTO cases (
    org, id, kind, state, queue, owner, offered_to, conversation, customer,
    rank, secondary_rank, target_accept_at, requested_at
) VALUES {rows}
ON CONFLICT (org, id) DO UPDATE SET
    kind = excluded.kind,
    state = excluded.state,
    queue = excluded.queue,
    owner = excluded.owner,
    offered_to = excluded.offered_to,
    conversation = excluded.conversation,
    customer = excluded.customer,
    rank = excluded.rank,
    secondary_rank = excluded.secondary_rank,
    target_accept_at = excluded.target_accept_at,
    requested_at = excluded.requested_at;

-- name: put_actions
INSERT INTO actions (org, id, conversation, call_id, digest, requested_at) VALUES {rows}
ON CONFLICT (org, id) DO NOTHING;

-- name: put_people
INSERT INTO people (org, id, name, email, active, queues) VALUES {rows}
ON CONFLICT (org, id) DO UPDATE SET
    name = excluded.name,
    email = excluded.email,
    active = excluded.active,
    queues = excluded.queues;

-- name: put_parcels
INSERT INTO outbox (org, id, lane, destination, epoch, kind, payload, created_at, due_at) VALUES {rows};

-- name: put_armed
INSERT INTO deadlines (org, kind, id, name, due_at, wake_at) VALUES {rows}
ON CONFLICT (org, kind, id, name) DO UPDATE SET
    due_at = excluded.due_at,
    wake_at = excluded.wake_at,
    attempts = 0,
    error = NULL;

-- name: put_disarmed
WITH disarmed (org, kind, id, name) AS (VALUES {rows})
DELETE FROM deadlines WHERE (org, kind, id, name) IN disarmed;

-- name: put_answers
INSERT OR REPLACE INTO answers (org, scope, key, digest, status, body, expires_at) VALUES {rows};

-- name: forget_answers
DELETE FROM answers
WHERE rowid IN (SELECT a.rowid FROM answers AS a WHERE a.org = ? AND a.expires_at <= ? LIMIT 64);

-- name: put_secrets
INSERT OR REPLACE INTO secrets (org, id, kind, holder, hash, created_at, expires_at, revoked_at, note) VALUES {rows};
