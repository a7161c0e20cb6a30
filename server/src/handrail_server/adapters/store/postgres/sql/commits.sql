-- name: store_commits
SELECT store_commits(
    :now, :guards, :subjects, :facts, :unplaced, :turns, :marks, :judged, :conversations, :cases, :actions, :people,
    :parcels, :deadlines, :answers, :secrets
);

-- name: what_is_stored
SELECT what_is_stored(:guards, :turns, :answers, :actions, :people);

-- name: want
INSERT INTO wanted (org, kind, id, until)
SELECT g.org, g.kind, g.id, clock_timestamp() + interval '10 seconds'
FROM unnest(CAST(:guards AS guard [])) AS g WHERE g.written AND g.version > 0
ON CONFLICT (org, kind, id) DO UPDATE SET until = excluded.until;

-- name: want_no_more
DELETE FROM wanted AS w USING unnest(CAST(:guards AS guard [])) AS g
WHERE g.written AND w.org = g.org AND w.kind = g.kind AND w.id = g.id;
