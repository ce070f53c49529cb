"""Every figure reckoned a second time, another way: in SQL or in plain loops over the tables, never with our own code.

The rows are those of the demonstration and of `filling.py`, with unknown and reversed stamps, dates that moved, items
that were opened again, and reviews that the reader may not see.
"""

import datetime as dt
from collections import Counter
from statistics import median

import pytest
from django.db import connection

from accounts.models import Organisation
from postmortems.demo.services import make_demonstration
from postmortems.insights.catalogue import entry
from postmortems.insights.queries import Facts
from postmortems.meeting.counting import Tally
from postmortems.meeting.models import Meeting
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.insights.filling import fill

DAYS = 180
SEEN = "(SELECT id FROM postmortems_review WHERE deleted_at IS NULL AND visibility = 'everyone')"
OPEN = "('offered', 'talk_first', 'accepted', 'blocked')"
TAKEN = f"deleted_at IS NULL AND review_id IN {SEEN} AND (accepted_at IS NOT NULL OR state = 'done')"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A reader who took part in nothing, made once for the file."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make_demonstration()
        Organisation.objects.update(zone="UTC")  # here the days of the rows and of the figures are the same all day
        author = UserFactory(display_name="Noa Field")
        MembershipFactory(user=author, team=TeamFactory(name="Edge"))
        fill(author=author, other_team=TeamFactory(name="Vault"), reviews=40)
        yield UserFactory(display_name="Ida Fern")
        transaction.set_rollback(True)


@pytest.fixture
def figure(world, db):
    facts = Facts(world, DAYS)
    return lambda slug: entry(slug).measure(facts)


@pytest.fixture
def ask(db):
    def rows(sql, **said):
        today = clock.today("UTC")
        said |= {"today": today, "before": today - dt.timedelta(days=DAYS)}
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'UTC'")
            cursor.execute(sql, said)
            return cursor.fetchall()

    return rows


def counts(figure):
    return {one.name: one.n for one in figure.behind}


def weekdays(first, last):
    """Mondays to Fridays after the first day, one by one."""
    days = [first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1)]
    return sum(day.weekday() < 5 for day in days)


def test_done_by_the_first_date(figure, ask):
    found = ask(f"""
        WITH due AS (SELECT id, state, first_due_on AS due, coalesce(first_done_on, done_on) AS done
                     FROM postmortems_actionitem WHERE {TAKEN}
                     AND first_due_on > %(before)s AND first_due_on <= %(today)s)
        SELECT count(*) FILTER (WHERE done <= due),
               count(*) FILTER (WHERE done > due AND state NOT IN ('declined', 'duplicate')),
               count(*) FILTER (WHERE done IS NULL AND state IN {OPEN} AND due < %(today)s),
               count(*) FILTER (WHERE state IN ('declined', 'duplicate') AND (done IS NULL OR done > due)) FROM due""")
    assert tuple(counts(figure("on-time")).values()) == found[0]
    assert found[0][0] > 2
    assert all(found[0])


def test_the_curve_of_kaplan_and_meier(figure, ask):
    rows = ask(f"""SELECT accepted_at::date, coalesce(first_done_on, done_on), state, touched_at::date
        FROM postmortems_actionitem WHERE {TAKEN} AND accepted_at::date > %(before)s""")
    spans = []
    for accepted, done, state, touched in rows:
        end = done or (touched if state in ("declined", "duplicate") else clock.today("UTC"))
        spans.append((max((end - accepted).days, 0), done is not None))
    survival, shares = 1.0, {}
    for day in range(max(span for span, _ in spans) + 1):  # day by day, not event by event
        at_risk = len([1 for span, _done in spans if span >= day])
        survival *= 1 - len([1 for span, done in spans if done and span == day]) / at_risk
        shares[day] = f"{round(100 * (1 - survival))} %"
    assert [words for _days, words in figure("completion").rows] == [shares[30], shares[60], shares[90]]
    assert figure("completion").n == len(rows) > 20


def test_how_old_open_work_is(figure, ask):
    rows = ask(
        f"SELECT accepted_at::date FROM postmortems_actionitem WHERE {TAKEN} "
        f"AND accepted_at IS NOT NULL AND state IN {OPEN}"
    )
    ages = sorted(weekdays(day, clock.today("UTC")) for (day,) in rows)
    shown = figure("open-age")
    assert shown.n == len(ages)
    assert f"{median(ages):g} working days" in shown.says
    assert [n for _band, n in shown.rows] == [
        len([age for age in ages if low <= age <= high]) for low, high in ((0, 5), (6, 20), (21, 60), (61, 9999))
    ]


def test_what_was_planned_again(figure, ask):
    due = f"SELECT id FROM postmortems_actionitem WHERE {TAKEN} "
    due += "AND first_due_on > %(before)s AND first_due_on <= %(today)s"
    moved = ask(f"SELECT count(DISTINCT action_id) FROM postmortems_replan WHERE action_id IN ({due})")[0][0]
    reasons = ask(f"SELECT in_the_way, count(*) FROM postmortems_replan WHERE action_id IN ({due}) GROUP BY 1")
    shown = figure("re-planned")
    assert (counts(shown)["moved"], shown.n) == (moved, ask(f"SELECT count(*) FROM ({due}) due")[0][0])
    assert sorted(n for _reason, n in shown.rows) == sorted(n for _reason, n in reasons)


def test_how_strong_plans_are(figure, ask):
    taken = f"{TAKEN} AND accepted_at::date > %(before)s"
    firm, reviews = ask(f"""SELECT count(DISTINCT review_id) FILTER (WHERE strength >= 2), count(DISTINCT review_id)
        FROM postmortems_actionitem WHERE {taken}""")[0]
    by_strength = ask(f"SELECT coalesce(strength, 0), count(*) FROM postmortems_actionitem WHERE {taken} GROUP BY 1")
    shown = figure("strength")
    assert (counts(shown)["firm"], shown.n) == (firm, reviews)
    drawn = Counter()
    for _quarter, *parts in shown.rows:
        drawn.update(dict(zip((3, 2, 1, 0), parts, strict=True)))
    assert dict(drawn) == dict(by_strength)


def test_whether_it_helped(figure, ask):
    rows = ask(f"""SELECT c.effect, count(*)
        FROM postmortems_effectcheck c JOIN postmortems_actionitem a ON a.id = c.action_id
        WHERE a.deleted_at IS NULL AND a.review_id IN {SEEN}
        AND CASE WHEN c.effect = '' THEN c.planned_on ELSE c.answered_on END BETWEEN %(before)s + 1 AND %(today)s
        GROUP BY 1""")
    said = dict(rows)
    shown = figure("helped")
    assert [n for _answer, n in shown.rows] == [
        said.get(name, 0) for name in ("helped", "no_difference", "made_worse", "cannot_tell", "")
    ]
    assert shown.n == sum(n for name, n in said.items() if name)


def test_conditions_with_an_answer(figure, ask):
    answered, everything = ask(f"""
        SELECT count(*) FILTER (WHERE accepted_because <> '' OR EXISTS (
                   SELECT 1 FROM postmortems_actionitem_factors l
                   JOIN postmortems_actionitem a ON a.id = l.actionitem_id
                   WHERE l.contributingfactor_id = f.id AND a.deleted_at IS NULL
                   AND a.state NOT IN ('declined', 'duplicate'))), count(*)
        FROM postmortems_contributingfactor f WHERE f.deleted_at IS NULL AND f.sign <> 'held_back' AND f.review_id IN (
            SELECT id FROM postmortems_review WHERE id IN {SEEN} AND published_at::date > %(before)s)""")[0]
    assert [n for _word, n in figure("coverage").rows] == [answered, everything - answered]


def test_how_we_found_out(figure, ask):
    rows = ask(f"""SELECT found_by, count(*) FROM postmortems_incident WHERE deleted_at IS NULL AND review_id IN (
        SELECT id FROM postmortems_review WHERE id IN {SEEN} AND filed_at::date > %(before)s) GROUP BY 1""")
    said = dict(rows)
    assert [n for _word, n in figure("found").rows] == [
        said.get(name, 0) for name in ("alarm", "colleague", "customer", "supplier", "chance", "")
    ]
    assert said[""]


def test_how_long_the_parts_took(figure, ask):
    rows = ask(f"""SELECT started_at, detected_at, acknowledged_at, mitigated_at, resolved_at FROM postmortems_incident
        WHERE deleted_at IS NULL AND review_id IN (
        SELECT id FROM postmortems_review WHERE id IN {SEEN} AND filed_at::date > %(before)s)""")
    shown = figure("intervals")
    pairs = ((0, 1), (1, 2), (2, 3), (0, 4))
    for (since, until), (_name, _middle, _low, _high, known, unknown) in zip(pairs, shown.rows, strict=True):
        lengths = [r[until] - r[since] for r in rows if r[since] and r[until] and r[until] >= r[since]]
        assert (known, unknown) == (len(lengths), len(rows) - len(lengths))
        assert unknown
    lane = shown.picture.lanes[0]
    assert sorted(dot.value for dot in lane.dots) == sorted(
        int((r[1] - r[0]).total_seconds() // 60) for r in rows if r[0] and r[1] and r[1] >= r[0]
    )


REVIEWS = f"""SELECT r.id, r.filed_at::date, r.depth_decided_at::date, r.published_at::date, r.closed_at::date, r.depth,
    r.state, r.kind, r.source_url <> '',
    (SELECT CASE WHEN bool_or(resolved_at IS NULL) THEN NULL ELSE max(resolved_at)::date END FROM postmortems_incident i
     WHERE i.review_id = r.id AND i.deleted_at IS NULL),
    (SELECT min(started_at) FROM postmortems_incident i WHERE i.review_id = r.id AND i.deleted_at IS NULL),
    (SELECT min(written_at) FROM postmortems_textrevision t
     WHERE owner_kind = 'review' AND owner_id = r.id AND slot = 'acknowledgement')
    FROM postmortems_review r WHERE r.id IN {SEEN}"""


def test_time_to_learning(figure, ask):
    shared = ask(REVIEWS + " AND r.published_at::date > %(before)s")
    ours = [row for row in shared if not row[8]]
    took = sorted(weekdays(row[9], row[3]) for row in ours if row[9] and row[9] <= row[3])
    shown = figure("learning")
    assert counts(shown) == {"known": len(took), "unknown": len(ours) - len(took), "retold": len(shared) - len(ours)}
    assert sorted(days for _review, days in shown.rows) == took
    assert f"{median(took):g} working days" in shown.says


def test_until_it_is_decided(figure, ask):
    filed = ask(REVIEWS + " AND r.filed_at::date > %(before)s")
    took, waits, long, unknown = [], 0, 0, 0
    for _pk, on, decided, shared, closed, depth, state, *_rest in filed:
        is_settled = state in ("published", "follow_up", "closed")
        day = decided or (closed if is_settled and not depth and not shared else None)
        if day and day >= on:
            took.append(weekdays(on, day))
        elif depth or is_settled:
            unknown += 1
        if not depth and not is_settled:
            waits += 1
            long += weekdays(on, clock.today("UTC")) > 10
    shown = figure("decided")
    assert counts(shown) == {"decided": len(took), "waiting": waits, "long": long, "unknown": unknown}
    assert f"after {median(took):g} working day" in shown.says


def test_a_leaders_first_word(figure, ask):
    filed = ask(REVIEWS + " AND r.filed_at::date > %(before)s AND r.kind = 'incident'")
    ours = [row for row in filed if not row[8]]
    timed = [(began, said) for *_rest, began, said in ours if began and said and said >= began]
    soon = [1 for began, said in timed if weekdays(began.date(), said.date()) <= 1]
    shown = figure("acknowledged")
    assert counts(shown) == {
        "soon": len(soon),
        "later": len(timed) - len(soon),
        "silent": len([1 for row in ours if row[11] is None]),
        "unknown": len([1 for row in ours if row[11]]) - len(timed),
        "retold": len(filed) - len(ours),
    }


def test_who_speaks(figure, ask):
    filed = ask(REVIEWS + " AND r.filed_at::date > %(before)s")
    assert counts(figure("speaking-up")) == {
        name: len([1 for row in filed if row[7] == kind])
        for name, kind in (("near", "near_miss"), ("incident", "incident"))
    }
    teams = ask(f"""SELECT r.id, count(DISTINCT m.team_id) FROM postmortems_review r
        LEFT JOIN postmortems_timelineevent e ON e.review_id = r.id AND e.deleted_at IS NULL AND NOT e.is_kept_back
        LEFT JOIN accounts_membership m ON m.user_id = e.written_by_id
        WHERE r.id IN {SEEN} AND r.published_at::date > %(before)s GROUP BY 1""")
    shown = figure("voices")
    assert counts(shown) == {
        "several": len([1 for _r, n in teams if n > 1]),
        "one": len([1 for _r, n in teams if n <= 1]),
    }
    assert f": {median(n for _r, n in teams):g}." in shown.says


def test_how_prepared_we_were(figure, ask):
    for words, yes, of, unsaid in figure("prepared").rows:
        name = {"An al": "alarm", "A run": "runbook", "A sec": "second_person", "The w": "way_back"}.get(
            words[:5], "roles"
        )
        told = dict(
            ask(f"""SELECT {name}, count(*) FROM postmortems_preparedness WHERE review_id IN (
            SELECT id FROM postmortems_review WHERE id IN {SEEN} AND filed_at::date > %(before)s) GROUP BY 1""")
        )
        assert (yes, of, unsaid) == (told.get("yes", 0), told.get("yes", 0) + told.get("no", 0), told.get("", 0))


def test_who_could_restore_what(figure, ask, world):
    rows = ask("""SELECT s.id, count(c.id) FROM postmortems_service s LEFT JOIN postmortems_couldrestore c
        ON c.service_id = s.id AND c.confirmed_at > now() - interval '180 days'
        WHERE s.archived_at IS NULL GROUP BY 1""")
    assert counts(figure("knowledge")) == {
        "enough": len([1 for _s, n in rows if n > 1]),
        "one": len([1 for _s, n in rows if n == 1]),
        "nobody": len([1 for _s, n in rows if n == 0]),
    }


def test_what_thanks_are_for(figure, ask):
    said = dict(
        ask(f"""SELECT kind, count(*) FROM postmortems_thanks WHERE NOT is_private AND review_id IN {SEEN}
        AND said_on > %(before)s AND said_on <= %(today)s GROUP BY 1""")
    )
    shown = figure("thanks")
    kinds = ("response", "ownership", "knowledge", "spoke_up", "")
    assert [n for _kind, n in shown.rows] == [said.get(name, 0) for name in kinds]
    quiet, of = said["knowledge"] + said["spoke_up"], sum(n for name, n in said.items() if name)
    assert shown.n == of > 5
    assert f"{quiet} of {of} (" in shown.says


def test_what_comes_back(figure, ask):
    rows = ask(f"""SELECT f.code, s.name, count(DISTINCT f.review_id) FROM postmortems_contributingfactor f
        JOIN postmortems_incident i ON i.review_id = f.review_id AND i.deleted_at IS NULL
        JOIN postmortems_incident_services l ON l.incident_id = i.id JOIN postmortems_service s ON s.id = l.service_id
        JOIN postmortems_review r ON r.id = f.review_id
        WHERE f.deleted_at IS NULL AND f.code <> '' AND f.sign <> 'held_back' AND f.sentence_state <> 'held'
        AND f.review_id IN {SEEN}
        AND (r.state NOT IN ('published', 'follow_up', 'closed') OR f.sentence_state IN ('checked', 'allowed'))
        AND coalesce((SELECT min(started_at) FROM postmortems_incident b
            WHERE b.review_id = r.id AND b.deleted_at IS NULL), r.filed_at) > now() - interval '365 days'
        GROUP BY 1, 2 HAVING count(DISTINCT f.review_id) >= 2""")
    shown = figure("themes")
    assert sorted(n for _cell, n in shown.rows) == sorted(n for *_cell, n in rows)
    assert sorted(one.n for one in shown.behind) == sorted(n for *_cell, n in rows if n >= 3)
    assert shown.behind


def test_how_safe_it_was_to_speak_for_whoever_ran_the_hour(figure, ask, world):
    for answers, facilitator in (({1: 1, 4: 5}, world), ({5: 4}, world), ({2: 9}, None)):
        over = clock.now() - dt.timedelta(days=3)
        meeting = Meeting.objects.create(
            starts_at=over, started_at=over, ended_at=over, made_at=over, facilitator=facilitator
        )
        meeting.reviews.add(Review.objects.filter(visibility="everyone", deleted_at=None).first())
        Tally.objects.bulk_create(Tally(meeting=meeting, what="safety", value=v, given=n) for v, n in answers.items())
    rows = ask(
        """SELECT t.value, sum(t.given) FROM postmortems_tally t JOIN postmortems_meeting m ON m.id = t.meeting_id
        WHERE t.what = 'safety' AND m.facilitator_id = %(reader)s AND (SELECT sum(given) FROM postmortems_tally a
            WHERE a.meeting_id = m.id AND a.what = 'safety') >= 5 GROUP BY 1""",
        reader=world.pk,
    )
    shown = figure("safety")
    assert [row[1:] for row in shown.rows] == [(1, 0, 0, 5, 0)]
    assert (shown.n, dict(rows)) == (6, {1: 1, 4: 5})
    assert "6 answers, 1 of them a 1 or a 2." in shown.says


def test_how_far_reviews_reach(figure, ask):
    rows = ask(f"""SELECT r.id, (SELECT count(DISTINCT team_id) FROM postmortems_teamread t WHERE t.review_id = r.id),
        EXISTS (SELECT 1 FROM postmortems_text x JOIN postmortems_review l ON l.id = x.owner_id
            WHERE x.owner_kind = 'review' AND l.id IN {SEEN} AND l.number > r.number
            AND x.body ~ ('PIR-' || r.number || '([^0-9]|$)'))
            OR EXISTS (SELECT 1 FROM postmortems_collected c WHERE c.review_id = r.id AND c.theme_id IN {SEEN})
        FROM postmortems_review r WHERE r.id IN {SEEN} AND r.published_at::date > %(before)s""")
    shown = figure("reach")
    teams = [n for _review, n, _again in rows]
    assert counts(shown) == {
        "several": len([n for n in teams if n > 1]),
        "one": teams.count(1),
        "none": teams.count(0),
        "again": len([1 for *_n, again in rows if again]),
    }
    assert f"Teams that read the middle review: {median(teams):g}." in shown.says
    assert all(counts(shown).values())
