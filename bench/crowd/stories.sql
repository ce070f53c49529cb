-- The story of each review, twenty entries in the mean and 155 at most, and what was written about it. A host and a build
-- of their own for many entries are the long tail that the words of a real place have.
INSERT INTO postmortems_timelineevent (form_key, html, renderer_version, version, occurred_at, is_about, zone, kind,
    source, body, evidence_url, is_starred, written_at, review_id, written_by_id, has_two_views, is_kept_back, is_noise,
    names_its_zone, other_view, other_view_html, role)
SELECT gen_random_uuid(), '<p>' || body || '</p>', %(renderer)s, 1,
    filed - interval '2 hours' + place * interval '3 minutes', crowd.pick(e, 50, 12) = 0, 'Europe/Berlin',
    (%(kinds)s::text[])[1 + crowd.pick(e, 51, cardinality(%(kinds)s::text[]))],
    crowd.one(e, 52, '{40,75,95}', '{manual,chat,alert,deploy}'), body, '', crowd.pick(e, 53, 15) = 0,
    filed + interval '1 day', %(base)s + n, crowd.colleague(n, e, 54), false, false, crowd.pick(e, 55, 50) = 0, false, '', '', ''
FROM (
    SELECT n, place, e, crowd.filed(n) AS filed, replace(replace(a.words || ' ' || b.words, '{host}',
        'host-' || (3000 * power(crowd.pick(e, 56, 10000) / 10000.0, 3))::int), '{build}',
        'build-' || crowd.pick(e, 57, 90000)) AS body
    FROM (SELECT n, place, n * 200::bigint + place AS e FROM generate_series(%(first)s, %(last)s) n,
        LATERAL generate_series(1, crowd.one(n, 58, '{50,80,95,99}', '{8,20,35,80,155}')::int) place) counted
    JOIN unnest(%(events)s::text[]) WITH ORDINALITY a(words, at) ON a.at = 1 + crowd.pick(e, 59, cardinality(%(events)s::text[]))
    JOIN unnest(%(events)s::text[]) WITH ORDINALITY b(words, at) ON b.at = 1 + crowd.pick(e, 60, cardinality(%(events)s::text[]))
) told ORDER BY n, place;

INSERT INTO postmortems_text (html, renderer_version, version, owner_kind, owner_id, slot, body, body_state, body_seal,
    changed_at, changed_by_id)
SELECT '<p>' || body || '</p>', %(renderer)s, 1, 'review', %(base)s + n, slot, body, 'checked', md5('checked ' || body),
    crowd.filed(n) + interval '3 days', crowd.colleague(n, n, 61)
FROM (
    SELECT n, slot, string_agg(w.words, ' ' ORDER BY i) AS body
    FROM (SELECT n, slot, i, n * 32::bigint + i + 8 * ordinal AS e FROM generate_series(%(first)s, %(last)s) n,
        unnest('{summary,impact,lessons}'::text[]) WITH ORDINALITY s(slot, ordinal), generate_series(1, 5) i
        WHERE crowd.pick(n, 19, 100) >= 3) pieces
    JOIN unnest(%(lessons)s::text[]) WITH ORDINALITY w(words, at) ON w.at = 1 + crowd.pick(e, 62, cardinality(%(lessons)s::text[]))
    GROUP BY n, slot
) told;

INSERT INTO postmortems_textrevision (owner_kind, owner_id, slot, version, body, written_at, author_id)
SELECT owner_kind, owner_id, slot, version, body, changed_at, changed_by_id FROM postmortems_text
WHERE owner_kind = 'review' AND owner_id BETWEEN %(base)s + %(first)s AND %(base)s + %(last)s;

INSERT INTO postmortems_question (form_key, kind, body, asked_at, answer, answered_at, asked_by_id, review_id)
SELECT gen_random_uuid(), 'question', w.words, crowd.filed(n), CASE WHEN is_answered THEN 'As it was written.' ELSE '' END,
    CASE WHEN is_answered THEN crowd.filed(n) + interval '6 days' END, crowd.colleague(n, n, 63), %(base)s + n
FROM (SELECT n, crowd.pick(n, 64, 3) > 0 AS is_answered FROM generate_series(%(first)s, %(last)s) n
    WHERE crowd.pick(n, 65, 2) = 0) asked
JOIN unnest(%(questions)s::text[]) WITH ORDINALITY w(words, at) ON w.at = 1 + crowd.pick(n, 66, cardinality(%(questions)s::text[]));
