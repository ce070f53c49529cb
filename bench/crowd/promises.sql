-- Conditions, action items, what became of them, and the mail about them. Number i of review n has the id base + 10 n + i.
INSERT INTO postmortems_contributingfactor (id, form_key, sentence, sentence_state, sentence_seal, sign, code, level,
    confidence, is_known_bet, accepted_because, position, written_at, written_by_id, review_id)
SELECT %(base)s + f, gen_random_uuid(), w.words, 'checked', md5('checked ' || w.words),
    crowd.one(f, 70, '{55,65,77,85}', '{possible,set_off,worse,hid,held_back}'),
    CASE WHEN crowd.pick(f, 71, 8) = 0 THEN '' ELSE w.code END,
    crowd.one(f, 72, '{35,70,90}', '{tool,team,organisation,outside}'),
    crowd.one(f, 73, '{40,70}', '{observed,inferred,guess}'), crowd.pick(f, 74, 20) = 0, '', i, crowd.filed(n),
    crowd.colleague(n, n, 75), %(base)s + n
FROM (SELECT n, i, n * 10::bigint + i AS f
    FROM generate_series(%(first)s, %(last)s) n, LATERAL generate_series(1, crowd.some(n, 76)) i) made
JOIN unnest(%(factors)s::text[], %(codes)s::text[]) WITH ORDINALITY w(words, code, at)
    ON w.at = 1 + crowd.pick(f, 77, cardinality(%(factors)s::text[]));

INSERT INTO postmortems_actionitem (id, form_key, sentence, sentence_state, sentence_seal, done_when, type, strength, reach,
    due_on, first_due_on, state, reason, accepted_at, done_on, first_done_on, effect_check_on, touched_at, written_at,
    owner_id, team_id, written_by_id, review_id, effect, effect_answered_on, effect_note, in_the_way)
SELECT %(base)s + a, gen_random_uuid(), w.words, 'checked', md5('checked ' || w.words), '',
    crowd.one(a, 80, '{35,60,75,90}', '{prevent,detect,limit,recover,spread}'),
    crowd.one(a, 81, '{25,65,90}', '{1,2,3,NULL}')::int,
    crowd.one(a, 82, '{30,70,90}', '{spot,service,class,everywhere}'), CASE WHEN is_dated THEN due + moved END,
    CASE WHEN is_dated THEN due END, state,
    CASE WHEN state IN ('blocked', 'declined') THEN 'Another change has to come first' ELSE '' END,
    CASE WHEN state IN ('accepted', 'blocked', 'done') THEN filed + interval '9 days' END, done, done,
    CASE WHEN done > current_date - 30 THEN done + 30 END, touched, filed + interval '7 days',
    CASE WHEN crowd.pick(a, 83, 60) > 0 THEN owner END, crowd.team(n), owner, %(base)s + n, effect,
    CASE WHEN effect <> '' THEN least(done + 35, current_date) END, '',
    CASE WHEN state = 'blocked' THEN crowd.one(a, 84, '{40,70}', '{time,waiting,access}') ELSE '' END
FROM (
    SELECT *, CASE WHEN done < current_date - 30
        THEN crowd.one(a, 85, '{55,70,75,85}', '{helped,no_difference,made_worse,cannot_tell,""}') ELSE '' END AS effect
    FROM (
        SELECT *, least(filed + (7 + crowd.pick(a, 86, 60)) * interval '1 day', now()) AS touched,
            (filed + interval '40 days')::date + crowd.pick(a, 87, 60) AS due, crowd.pick(a, 88, 25) > 0 AS is_dated,
            CASE WHEN crowd.pick(a, 89, 4) = 0 THEN 21 ELSE 0 END AS moved, CASE WHEN state = 'done'
            THEN least((filed + (10 + crowd.pick(a, 90, 90)) * interval '1 day')::date, current_date) END AS done
        FROM (
            SELECT n, a, crowd.filed(n) AS filed, crowd.colleague(n, a, 91) AS owner,
                CASE WHEN crowd.age(n) < 170000
                    THEN crowd.one(a, 92, '{15,18,60,65,95}', '{offered,talk_first,accepted,blocked,done,declined}')
                    ELSE crowd.one(a, 92, '{1,4,5,88}', '{offered,accepted,blocked,done,declined}') END AS state
            FROM (SELECT n, n * 10::bigint + i AS a
                FROM generate_series(%(first)s, %(last)s) n, LATERAL generate_series(1, crowd.some(n, 93)) i) counted
        ) begun
    ) dated
) made JOIN unnest(%(actions)s::text[]) WITH ORDINALITY w(words, at) ON w.at = 1 + crowd.pick(a, 94, cardinality(%(actions)s::text[]));

INSERT INTO postmortems_actionitem_factors (actionitem_id, contributingfactor_id)
SELECT a.id, f.id FROM postmortems_actionitem a JOIN postmortems_contributingfactor f USING (id, review_id)
WHERE a.id BETWEEN %(base)s + %(first)s * 10 AND %(base)s + %(last)s * 10 + 9;

INSERT INTO postmortems_replan (action_id, was_on, now_on, in_the_way, note, moved_by_id, moved_at)
SELECT id, first_due_on, due_on, crowd.one(id, 95, '{50,80}', '{time,waiting,other_goal}'), '', owner_id, first_due_on
FROM postmortems_actionitem
WHERE id BETWEEN %(base)s + %(first)s * 10 AND %(base)s + %(last)s * 10 + 9 AND due_on > first_due_on;

INSERT INTO postmortems_effectcheck (action_id, days, planned_on, effect, evidence, answered_on)
SELECT id, days, done_on + days, CASE WHEN days = 30 THEN effect ELSE '' END, '',
    CASE WHEN days = 30 AND effect <> '' THEN effect_answered_on END
FROM postmortems_actionitem, unnest('{30,60,90}'::int[]) days
WHERE id BETWEEN %(base)s + %(first)s * 10 AND %(base)s + %(last)s * 10 + 9 AND state = 'done' AND strength > 1;

INSERT INTO postmortems_delivery (kind, about, local_date, status, due_at, tries, last_reply, sent_at, seen_at, created_at,
    recipient_id)
SELECT 'action_due_soon', 'action:' || id, due_on, 'sent', due_on - interval '3 days', 1, '250', due_on - interval '3 days',
    CASE WHEN state <> 'accepted' THEN due_on::timestamptz END, due_on - interval '3 days', owner_id
FROM postmortems_actionitem
WHERE id BETWEEN %(base)s + %(first)s * 10 AND %(base)s + %(last)s * 10 + 9 AND due_on < current_date + 3
    AND owner_id IS NOT NULL;
