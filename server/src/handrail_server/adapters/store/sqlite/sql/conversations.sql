-- name: turn
SELECT
    t.turn,
    t.status,
    (
        SELECT j.document FROM judged AS j
        WHERE j.org = t.org AND j.conversation = t.conversation AND j.number = t.number
        ORDER BY j.decision LIMIT 1
    )
FROM turns AS t
WHERE t.org = :org AND t.conversation = :conversation AND t.id = :name;

-- name: turns
SELECT
    t.turn,
    t.status,
    (
        SELECT j.document FROM judged AS j
        WHERE j.org = t.org AND j.conversation = t.conversation AND j.number = t.number
        ORDER BY j.decision LIMIT 1
    )
FROM turns AS t
WHERE t.org = :org AND t.conversation = :conversation AND t.number > :after
ORDER BY t.number LIMIT :limit;

-- name: judged
SELECT document FROM judged WHERE org = :org AND decision = :decision;

-- The newest activity first; before (:active_at, :name) where a page has been read already.

-- name: conversations
SELECT c.active_at, c.id, s.state
FROM conversations AS c
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'conversation' AND s.id = c.id
WHERE c.org = :org
    AND (c.active_at, c.id) < (:active_at, :name)
    AND (:agent IS NULL OR c.agent = :agent)
    AND (:is_open IS NULL OR c.is_open = :is_open)
ORDER BY c.active_at DESC, c.id DESC LIMIT :limit;

-- name: open_conversations
SELECT c.active_at, c.id, s.state
FROM conversations AS c INDEXED BY conversations_open
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'conversation' AND s.id = c.id
WHERE c.org = :org
    AND c.is_open = 1
    AND (c.active_at, c.id) < (:active_at, :name)
    AND (:agent IS NULL OR c.agent = :agent)
ORDER BY c.active_at DESC, c.id DESC LIMIT :limit;

-- Open conversations of which something was heard since then, the newest first.

-- name: live_conversations
SELECT s.org, s.kind, s.id, s.version, s.tip, s.state
FROM conversations AS c INDEXED BY conversations_open
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'conversation' AND s.id = c.id
WHERE c.org = :org AND c.is_open = 1 AND c.active_at >= :since
ORDER BY c.active_at DESC, c.id DESC LIMIT :limit;

-- name: conversations_of_customer
SELECT c.active_at, c.id, s.state
FROM conversations AS c INDEXED BY conversations_of_customer
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'conversation' AND s.id = c.id
WHERE c.org = :org
    AND c.customer = :customer
    AND (c.active_at, c.id) < (:active_at, :name)
    AND (:agent IS NULL OR c.agent = :agent)
    AND (:is_open IS NULL OR c.is_open = :is_open)
ORDER BY c.active_at DESC, c.id DESC LIMIT :limit;

-- name: actions
SELECT s.state
FROM actions AS a
CROSS JOIN subjects AS s ON s.org = a.org AND s.kind = 'action' AND s.id = a.id
WHERE a.org = :org AND a.conversation = :conversation AND (:digest IS NULL OR a.digest = :digest)
ORDER BY a.requested_at, a.id;

-- name: action_by_call
SELECT s.state
FROM actions AS a
CROSS JOIN subjects AS s ON s.org = a.org AND s.kind = 'action' AND s.id = a.id
WHERE a.org = :org AND a.conversation = :conversation AND a.call_id = :call_id;
