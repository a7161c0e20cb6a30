-- Cases in the order of work, after the place where the last page ended (the first page begins before all ranks).
-- Each statement is led by one index; any other filter that is not NULL narrows further (lists are JSON arrays).

-- name: cases_in_state
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.state = :state
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (CAST(:kinds AS text) IS NULL OR CAST(:kinds AS text)::jsonb ? c.kind)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_of_queue
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.queue = :queue
    AND c.state = :state
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (CAST(:kinds AS text) IS NULL OR CAST(:kinds AS text)::jsonb ? c.kind)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- Counted in the index alone: no case is read.

-- name: waiting_in_queues
SELECT c.queue, count(*), min(c.requested_at)
FROM cases AS c
WHERE c.org = :org
    AND c.queue = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:queues AS jsonb))))
    AND c.state = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:states AS jsonb))))
GROUP BY c.queue;

-- name: cases_of_conversation
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.conversation = :conversation
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (CAST(:kinds AS text) IS NULL OR CAST(:kinds AS text)::jsonb ? c.kind)
    AND (CAST(:states AS text) IS NULL OR CAST(:states AS text)::jsonb ? c.state)
    AND (CAST(:queues AS text) IS NULL OR CAST(:queues AS text)::jsonb ? c.queue)
    AND (CAST(:offered_to AS text) IS NULL OR c.offered_to::jsonb ? :offered_to)
    AND (CAST(:owner AS text) IS NULL OR c.owner = :owner)
    AND (CAST(:customer AS text) IS NULL OR c.customer = :customer)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_offered_to
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.offered_to <> '[]'
    AND c.offered_to::jsonb ? :offered_to
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (CAST(:kinds AS text) IS NULL OR CAST(:kinds AS text)::jsonb ? c.kind)
    AND (CAST(:states AS text) IS NULL OR CAST(:states AS text)::jsonb ? c.state)
    AND (CAST(:queues AS text) IS NULL OR CAST(:queues AS text)::jsonb ? c.queue)
    AND (CAST(:owner AS text) IS NULL OR c.owner = :owner)
    AND (CAST(:customer AS text) IS NULL OR c.customer = :customer)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_of_owner
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.owner = :owner
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (CAST(:kinds AS text) IS NULL OR CAST(:kinds AS text)::jsonb ? c.kind)
    AND (CAST(:states AS text) IS NULL OR CAST(:states AS text)::jsonb ? c.state)
    AND (CAST(:queues AS text) IS NULL OR CAST(:queues AS text)::jsonb ? c.queue)
    AND (CAST(:customer AS text) IS NULL OR c.customer = :customer)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- name: cases_of_customer
SELECT c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id, s.state
FROM cases AS c
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE c.org = :org
    AND c.customer = :customer
    AND (c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id)
    > (:rank, :secondary_rank, :target_accept_at, :requested_at, :name)
    AND (CAST(:kinds AS text) IS NULL OR CAST(:kinds AS text)::jsonb ? c.kind)
    AND (CAST(:states AS text) IS NULL OR CAST(:states AS text)::jsonb ? c.state)
    AND (CAST(:queues AS text) IS NULL OR CAST(:queues AS text)::jsonb ? c.queue)
ORDER BY c.rank, c.secondary_rank, c.target_accept_at, c.requested_at, c.id LIMIT :limit;

-- What became of approvals, the newest first; before (:at, :name) where a page has been read already.

-- name: decided_approvals
SELECT f.at, f.id, s.state
FROM facts AS f
JOIN cases AS c ON c.org = f.org AND c.id = f.id AND c.kind = 'approval'
JOIN subjects AS s ON s.org = c.org AND s.kind = 'case' AND s.id = c.id
WHERE f.org = :org
    AND f.verb IN ('ApprovalGranted', 'ApprovalRejected', 'ApprovalExpired', 'CaseWithdrawn')
    AND (f.at, f.id) < (:at, :name)
    AND (CAST(:states AS text) IS NULL OR CAST(:states AS text)::jsonb ? c.state)
ORDER BY f.at DESC, f.id DESC LIMIT :limit;
