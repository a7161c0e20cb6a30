-- What is stored under the names that a group of writes asks about: names in as one JSON array, answers out as another,
-- because each step of a statement gives up the interpreter's lock and has to win it back.

-- name: seen_versions
SELECT json_group_array(json_array(s.org, s.kind, s.id, s.version))
FROM json_each(?) AS asked
CROSS JOIN subjects AS s
    ON s.org = asked.value ->> 0 AND s.kind = asked.value ->> 1 AND s.id = asked.value ->> 2;

-- name: seen_turns
SELECT json_group_array(json_array(t.org, t.conversation, t.id, t.digest))
FROM json_each(?) AS asked
CROSS JOIN turns AS t
    ON t.org = asked.value ->> 0 AND t.conversation = asked.value ->> 1 AND t.id = asked.value ->> 2;

-- name: seen_answers
SELECT json_group_array(json_array(a.org, a.scope, a.key, a.digest, a.expires_at))
FROM json_each(?) AS asked
CROSS JOIN answers AS a
    ON a.org = asked.value ->> 0 AND a.scope = asked.value ->> 1 AND a.key = asked.value ->> 2;

-- name: seen_calls
SELECT json_group_array(json_array(a.org, a.conversation, a.call_id, a.id, a.digest))
FROM json_each(?) AS asked
CROSS JOIN actions AS a
    ON a.org = asked.value ->> 0 AND a.conversation = asked.value ->> 1 AND a.call_id = asked.value ->> 2;

-- name: seen_addresses
SELECT json_group_array(json_array(p.org, p.email, p.id))
FROM json_each(?) AS asked
CROSS JOIN people AS p ON p.org = asked.value ->> 0 AND p.email = asked.value ->> 1;
