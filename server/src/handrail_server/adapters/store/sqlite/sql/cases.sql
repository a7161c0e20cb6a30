-- Cases in the order of work, after the place where the last page ended (the first page begins before all ranks).
-- Each statement is led by one index; any other filter that is not NULL narrows further (lists are JSON arrays).

-- name: cases_in_state
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c INDEXED BY cases_in_order
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.state = :state
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_of_queue
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c INDEXED BY cases_of_queue
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.queue = :queue
    AND c.state = :state
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- Counted in the index alone: no case is read.

-- name: waiting_in_queues
SELECT c.queue, count(*), min(c.requested_at)
FROM cases AS c INDEXED BY cases_of_queue
WHERE c.org = :org
    AND c.queue IN (SELECT value FROM json_each(:queues))
    AND c.state IN (SELECT value FROM json_each(:states))
GROUP BY c.queue;

-- name: cases_of_conversation
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c INDEXED BY cases_of_conversation
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.conversation = :conversation
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
    AND (:states IS NULL OR c.state IN (SELECT value FROM json_each(:states)))
    AND (:queues IS NULL OR c.queue IN (SELECT value FROM json_each(:queues)))
    AND (:offered_to IS NULL OR :offered_to IN (SELECT value FROM json_each(c.offered_to)))
    AND (:owner IS NULL OR c.owner = :owner)
    AND (:customer IS NULL OR c.customer = :customer)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_offered_to
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c INDEXED BY cases_offered
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.offered_to <> '[]'
    AND :offered_to IN (SELECT value FROM json_each(c.offered_to))
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
    AND (:states IS NULL OR c.state IN (SELECT value FROM json_each(:states)))
    AND (:queues IS NULL OR c.queue IN (SELECT value FROM json_each(:queues)))
    AND (:owner IS NULL OR c.owner = :owner)
    AND (:customer IS NULL OR c.customer = :customer)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_of_owner
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c INDEXED BY cases_of_owner
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.owner = :owner
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
    AND (:states IS NULL OR c.state IN (SELECT value FROM json_each(:states)))
    AND (:queues IS NULL OR c.queue IN (SELECT value FROM json_each(:queues)))
    AND (:customer IS NULL OR c.customer = :customer)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_of_customer
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c INDEXED BY cases_of_customer
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.customer = :customer
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
    AND (:states IS NULL OR c.state IN (SELECT value FROM json_each(:states)))
    AND (:queues IS NULL OR c.queue IN (SELECT value FROM json_each(:queues)))
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- What became of approvals, the newest first; before (:at, :name) where a page has been read already.

-- name: decided_approvals
SELECT f.at, f.id, s.state
FROM facts AS f INDEXED BY facts_of_decisions
CROSS JOIN cases AS c ON c.org = f.org AND c.id = f.id AND c.kind = 'approval'
CROSS JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE f.org = :org
    AND f.verb IN ('ApprovalGranted', 'ApprovalRejected', 'ApprovalExpired', 'CaseWithdrawn')
    AND (f.at, f.id) < (:at, :name)
    AND (:states IS NULL OR c.state IN (SELECT value FROM json_each(:states)))
ORDER BY f.at DESC, f.id DESC LIMIT :limit;
