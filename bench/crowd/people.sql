-- People, teams, services. Person k belongs to the team 1 + (k - 1) mod teams, and every twentieth to the next one as well.
INSERT INTO accounts_user (id, password, email, display_name, zone, work_starts, work_ends, work_days, is_facilitator,
    is_administrator, is_auditor, is_active, joined_at)
SELECT %(base)s + k, '!', 'person' || k || '@example.org',
    (%(given)s::text[])[1 + mod(k, 50)] || ' ' || (%(family)s::text[])[1 + mod(k / 50, 100)],
    ('{Europe/Berlin,Europe/Lisbon,America/New_York,Asia/Tokyo}'::text[])[1 + mod(k, 4)], '09:00', '17:00', '{1,2,3,4,5}',
    mod(k, 50) = 2, k = 3, k = 4, k <= 10 OR mod(k, 33) > 0, now() - interval '5 years'
FROM generate_series(1, %(people)s) k;

INSERT INTO accounts_team (id, name, slug)
SELECT %(base)s + t, 'Team ' || (%(parts)s::text[])[1 + mod(t, 60)] || ' ' || t, 'team-' || t
FROM generate_series(1, %(teams)s) t;

INSERT INTO accounts_membership (user_id, team_id, role)
SELECT %(base)s + k, %(base)s + 1 + mod(k - 1, %(teams)s), CASE WHEN k <= %(teams)s THEN 'lead' ELSE 'member' END
FROM generate_series(1, %(people)s) k
UNION ALL
SELECT %(base)s + k, %(base)s + 1 + mod(k, %(teams)s), 'member' FROM generate_series(1, %(people)s) k WHERE mod(k, 20) = 1;

INSERT INTO postmortems_service (id, name, team_id, runbook_url)
SELECT %(base)s + s, (%(parts)s::text[])[1 + mod(s, 60)] || ' ' || s, %(base)s + 1 + mod(s, %(teams)s),
    'https://wiki.example.org/runbooks/' || s
FROM generate_series(1, %(services)s) s;

INSERT INTO postmortems_couldrestore (confirmed_at, service_id, user_id)
SELECT now() - crowd.pick(s * 4 + i, 3, 400) * interval '1 day', %(base)s + s,
    %(base)s + 1 + mod(crowd.pick(s, 4, %(people)s) + i, %(people)s)
FROM generate_series(1, %(services)s) s, generate_series(0, 1) i;

INSERT INTO postmortems_tag (id, form_key, name, definition, code)
SELECT %(base)s + place, gen_random_uuid(), name, 'What people here call a ' || name, ''
FROM unnest(%(tags)s::text[]) WITH ORDINALITY t(name, place);
