-- Reviews with their incident, who took part, and who may see them. Review n has id and number base + n, its incident
-- the same id.
INSERT INTO postmortems_review (id, number, form_key, title, title_state, title_seal, kind, state, depth, depth_reason,
    state_reason, zone, visibility, source_url, filed_at, published_at, closed_at, depth_decided_at, meeting_at,
    names_as_roles, owner_id, facilitator_id, filed_by_id, team_id)
SELECT %(base)s + n, %(base)s + n, gen_random_uuid(), w.words, 'checked', md5('checked ' || w.words),
    crowd.one(n, 11, '{88,96,98}', '{incident,near_miss,drill,success}'), state,
    CASE WHEN state = 'incident' THEN '' ELSE crowd.one(n, 12, '{40,70,90}', '{note,huddle,four_questions,full}') END,
    '', '', 'Europe/Berlin', crowd.one(n, 13, '{90,98}', '{everyone,teams,people}'), '', filed,
    CASE WHEN state IN ('published', 'follow_up', 'closed') THEN shared END,
    CASE WHEN state = 'closed' THEN shared + interval '60 days' END,
    CASE WHEN state <> 'incident' THEN filed + interval '1 day' END,
    CASE WHEN state NOT IN ('incident', 'draft') THEN filed + interval '5 days' END,
    crowd.pick(n, 14, 20) = 0, crowd.colleague(n, n, 15),
    %(base)s + 2 + 50 * crowd.pick(n, 16, greatest(%(people)s / 50, 1)), crowd.colleague(n, n, 17), crowd.team(n)
FROM (
    SELECT n, crowd.filed(n) AS filed, least(crowd.filed(n) + (3 + crowd.pick(n, 18, 20)) * interval '1 day', now()) AS shared,
        CASE WHEN crowd.age(n) < 20000
            THEN crowd.one(n, 19, '{30,60,80,90}', '{incident,draft,gathering,meeting,published}')
            ELSE crowd.one(n, 19, '{3,6,15,30}', '{incident,draft,published,follow_up,closed}') END AS state
    FROM generate_series(%(first)s, %(last)s) n
) made JOIN unnest(%(titles)s::text[]) WITH ORDINALITY w(words, at) ON w.at = 1 + crowd.pick(n, 20, cardinality(%(titles)s::text[]))
ORDER BY n;

INSERT INTO postmortems_incident (id, review_id, noticed, severity, found_by, started_at, detected_at, acknowledged_at,
    mitigated_at, resolved_at, about)
SELECT %(base)s + n, %(base)s + n, w.words, crowd.one(n, 21, '{2,12,52,90}', '{1,2,3,4,NULL}')::int,
    crowd.one(n, 22, '{60,75,90,93}', '{alarm,colleague,customer,supplier,""}'),
    onset, onset + crowd.pick(n, 23, 20) * interval '1 minute', onset + (20 + crowd.pick(n, 24, 20)) * interval '1 minute',
    onset + lasts / 2 + interval '20 minutes', onset + lasts + interval '40 minutes',
    CASE WHEN crowd.pick(n, 25, 5) = 0 THEN '{started_at}' ELSE '{}' END::varchar[]
FROM (SELECT n, crowd.filed(n) - interval '2 hours' AS onset, crowd.pick(n, 26, 600) * interval '1 minute' AS lasts
    FROM generate_series(%(first)s, %(last)s) n) made
JOIN unnest(%(noticed)s::text[]) WITH ORDINALITY w(words, at) ON w.at = 1 + crowd.pick(n, 27, cardinality(%(noticed)s::text[]));

-- Some services break more often than others: the first one most.
INSERT INTO postmortems_incident_services (incident_id, service_id)
SELECT DISTINCT %(base)s + n, %(base)s + 1 + floor(%(services)s * power(crowd.pick(n * 3 + i, 28, 1000) / 1000.0, 2))::int
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) i WHERE i = 0 OR crowd.pick(n, 29, 3) = 0;

INSERT INTO postmortems_participant (name, role, pseudonym, user_id, review_id)
SELECT '', ('{lead,responder,responder,narrator,customer_voice,observer}'::text[])[1 + min(i)], '', person, %(base)s + n
FROM (SELECT n, i, CASE WHEN i < 4 THEN crowd.colleague(n, n * 8 + i, 30) ELSE crowd.anybody(n * 8 + i, 31) END AS person
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 5) i WHERE i <= 1 + crowd.pick(n, 32, 5)) took_part
GROUP BY n, person;

INSERT INTO postmortems_review_visible_teams (review_id, team_id)
SELECT id, %(base)s + 1 + crowd.pick(id, 33, %(teams)s) FROM postmortems_review
WHERE visibility = 'teams' AND id BETWEEN %(base)s + %(first)s AND %(base)s + %(last)s;

INSERT INTO postmortems_review_visible_people (review_id, user_id)
SELECT DISTINCT id, crowd.anybody(id * 4 + i, 34) FROM postmortems_review, generate_series(0, 3) i
WHERE visibility = 'people' AND id BETWEEN %(base)s + %(first)s AND %(base)s + %(last)s;

INSERT INTO postmortems_preparedness (review_id, alarm, runbook, second_person, way_back, roles, said_at)
SELECT %(base)s + n, crowd.one(n, 35, '{55,85}', '{yes,no,n_a}'), crowd.one(n, 36, '{55,85}', '{yes,no,n_a}'),
    crowd.one(n, 37, '{45,95}', '{yes,no,n_a}'), crowd.one(n, 38, '{35,90}', '{yes,no,n_a}'),
    crowd.one(n, 39, '{65,95}', '{yes,no,n_a}'), crowd.filed(n) + interval '2 days'
FROM generate_series(%(first)s, %(last)s) n WHERE crowd.pick(n, 40, 10) < 6;

INSERT INTO postmortems_follow (user_id, review_id, began_at)
SELECT DISTINCT crowd.anybody(n * 2 + i, 41), %(base)s + n, crowd.filed(n)
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) i WHERE crowd.pick(n, 42, 3) = 0;

INSERT INTO postmortems_tagged (tag_id, review_id)
SELECT %(base)s + 1 + crowd.pick(n, 43, cardinality(%(tags)s::text[])), %(base)s + n
FROM generate_series(%(first)s, %(last)s) n WHERE crowd.pick(n, 44, 4) = 0;
