"""Home: what waits for one person, and nothing that is somebody else's."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from postmortems.reviews.models import Participant
from postmortems.shared import clock
from postmortems.wording.models import Dispute, Draft
from tests.factories import ActionFactory, EventFactory, FactorFactory, ReviewFactory, TeamFactory

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TODAY = MONDAY.date()
# session, person, mine, shared, offered, due, checks, to read, disputes, restrictions, notices, drafts, their factors,
# their reviews, meetings, new, drafts that nobody wrote in, teams; private cards: a savepoint, whose, cards, counts,
# whose, released; teams that ask; reports that wait
QUERIES = 27


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def draft(author, target, body="The push tool took the change", why=Draft.Why.REFUSED):
    return Draft.objects.create(author=author, target=target, slot="sentence", body=body, why=why, saved_at=clock.now())


def dispute(review, number, asked_by):
    return Dispute.objects.create(
        review=review,
        target=f"factor:{number}",
        words=f"Sven missed it {number}",
        asked_by=asked_by,
        asked_at=clock.now(),
    )


def action(review, owner, days=3, **fields):
    due = TODAY + dt.timedelta(days=days)
    return ActionFactory(review=review, owner=owner, due_on=due, **fields)


def test_nothing_waits(cast, signed_in):
    html = signed_in(cast.reader).get(reverse("home")).content.decode()
    assert "Nothing waits for you. If something felt odd this week, that counts too." in html
    assert html.count('class="button primary"') == 1


def test_what_is_asked_of_one_person(cast, signed_in):
    offered = action(cast.review, cast.facilitator)
    late = action(cast.review, cast.facilitator, -5, state="accepted", sentence="Test the runbook links nightly")
    action(cast.review, cast.facilitator, 30, state="accepted", sentence="Not before Christmas")
    action(cast.review, cast.owner, sentence="Somebody else's")
    held = dispute(cast.review, 7, cast.involved)
    mine = draft(cast.facilitator, f"review:{cast.review.pk}")
    answer = signed_in(cast.facilitator).get(reverse("home"))
    waiting, html = answer.context["waiting"], answer.content.decode()
    assert (waiting.offered, waiting.due, waiting.disputes) == ([offered], [late], [held])
    assert [(line.draft, line.review) for line in waiting.drafts] == [(mine, cast.review)]
    assert "4 things wait for you." in html
    assert "1 offered to you, 1 due this week, 1 sentence to settle, 1 draft." in html
    assert "was 18 Nov" in html
    assert f'href="{reverse("action", args=[offered.pk])}"' in html
    assert "Only you see these." in html


def test_an_undecided_sentence_waits_for_every_facilitator_where_nobody_facilitates(cast, signed_in):
    cast.review.facilitator = None
    cast.review.save(update_fields=["facilitator"])
    held = dispute(cast.review, 7, cast.involved)
    assert signed_in(cast.facilitator).get(reverse("home")).context["waiting"].disputes == [held]
    assert signed_in(cast.owner).get(reverse("home")).context["waiting"].disputes == []


def test_a_stranger_sees_nothing_of_a_restricted_review(cast, signed_in):
    review = cast.restrict()
    action(review, cast.stranger, sentence="Left over from another team")
    factor = FactorFactory(review=review)
    draft(cast.stranger, f"factor:{factor.pk}", body="words of my own")
    answer = signed_in(cast.stranger).get(reverse("home"))
    html = answer.content.decode()
    assert review.title not in html
    assert review.ref not in html
    assert "Left over" not in html
    assert "words of my own" in html
    assert answer.context["new"] == []


def test_a_draft_leads_to_its_review_wherever_it_was_written(cast, signed_in):
    event, factor = EventFactory(review=cast.review), FactorFactory(review=cast.review)
    item = action(cast.review, cast.owner)
    for target in (f"event:{event.pk}", f"factor:{factor.pk}", f"action:{item.pk}", "factor:999", "nonsense"):
        draft(cast.reader, target)
    draft(cast.owner, f"review:{cast.review.pk}", body="not the reader's")
    lines = signed_in(cast.reader).get(reverse("home")).context["waiting"].drafts
    found = {line.draft.target: line.review for line in lines}
    assert found == {
        f"event:{event.pk}": cast.review,
        f"factor:{factor.pk}": cast.review,
        f"action:{item.pk}": cast.review,
        "factor:999": None,
        "nonsense": None,
    }


def test_reviews_one_is_in_stand_beside_what_is_new(cast, signed_in):
    ReviewFactory(state="closed", owner=cast.owner)
    other = ReviewFactory()
    answer = signed_in(cast.owner).get(reverse("home"))
    assert answer.context["mine"] == [cast.review]
    assert answer.context["new"] == [other]


def test_meetings_say_day_and_time_where_the_reader_is(cast, signed_in):
    ReviewFactory(owner=cast.owner, meeting_at=MONDAY - dt.timedelta(hours=2), title="Over")
    ReviewFactory(meeting_at=MONDAY + dt.timedelta(days=1), title="Somebody else's")
    cast.review.meeting_at = dt.datetime(2026, 11, 26, 13, 0, tzinfo=dt.UTC)
    cast.review.save(update_fields=["meeting_at"])
    answer = signed_in(cast.involved).get(reverse("home"))
    assert [meeting["review"] for meeting in answer.context["meetings"]] == [cast.review]
    assert f"Thursday 14:00</time> · {cast.review.ref}" in answer.content.decode()
    assert signed_in(cast.stranger).get(reverse("home")).context["meetings"] == []


def test_an_account_waits_for_those_who_took_part_until_they_say_it_is_right(cast, signed_in):
    cast.review.shown_at = MONDAY
    cast.review.save(update_fields=["shown_at"])
    client, part = signed_in(cast.involved), cast.review.participants.get()
    answer = client.get(reverse("home"))
    assert answer.context["waiting"].to_read == [part]
    assert f'href="{reverse("review", args=[cast.review.ref])}#asked"' in answer.content.decode()
    part.fine_at = MONDAY
    part.save(update_fields=["fine_at"])
    assert client.get(reverse("home")).context["waiting"].to_read == []


def test_what_was_done_some_weeks_ago_is_asked_whether_it_helped(cast, signed_in):
    fields = {"state": "done", "done_on": TODAY - dt.timedelta(days=40), "effect_check_on": TODAY}
    done = action(cast.review, cast.reader, -40, **fields)
    answer = signed_in(cast.reader).get(reverse("home"))
    assert answer.context["waiting"].checks == [done]
    assert "Did it help?" in answer.content.decode()
    assert f"done {date_format(done.done_on, 'j M')}" in answer.content.decode()


def test_what_was_shared_lately_is_offered_to_learn_from(cast, signed_in):
    shared = ReviewFactory(state="published", published_at=MONDAY - dt.timedelta(days=2))
    ReviewFactory(state="published", published_at=MONDAY - dt.timedelta(days=60))
    answer = signed_in(cast.reader).get(reverse("home"))
    assert answer.context["shared"] == [shared]
    assert shared not in answer.context["new"]


def test_a_draft_has_a_door_to_the_form_where_its_words_stand_again(cast, signed_in):
    factor = FactorFactory(review=cast.review)
    draft(cast.owner, f"factor:{factor.pk}")
    address = reverse("factor-edit", args=[cast.review.ref, factor.pk])
    assert (
        f'<a href="{address}">The push tool took the change</a>'
        in signed_in(cast.owner).get(reverse("home")).content.decode()
    )


def test_home_asks_for_signing_in(client, db):
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("rows", [1, 30])
def test_number_of_queries_does_not_grow(cast, signed_in, rows):
    for number in range(rows):
        review = ReviewFactory(
            team=TeamFactory(), facilitator=cast.facilitator, meeting_at=MONDAY + dt.timedelta(days=1), shown_at=MONDAY
        )
        Participant.objects.create(review=review, user=cast.facilitator)
        ReviewFactory(state="published", published_at=MONDAY)
        action(review, cast.facilitator)
        action(review, cast.facilitator, state="accepted")
        dispute(review, number, cast.involved)
        draft(cast.facilitator, f"factor:{FactorFactory(review=review).pk}")
    client = signed_in(cast.facilitator)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("home"))
    assert len(answer.context["waiting"].offered) == min(rows, 20)
    assert len(queries) == QUERIES


def test_words_that_wait_for_the_facilitator_ask_nothing_of_the_owner(cast, signed_in):
    held = ActionFactory.build(review=cast.review, owner=cast.reader, due_on=TODAY, first_due_on=TODAY)
    held._meta.get_field("sentence").put(held, "Sven must finally pay attention", "held")
    held.save()
    assert "pay attention" not in signed_in(cast.reader).get(reverse("home")).content.decode()


def test_who_speaks_for_a_team_is_led_to_what_needs_a_decision(cast, client):
    cast.teammate.memberships.update(role="lead")
    ActionFactory(review=cast.review, team=cast.team, owner=None, state="offered")
    pages = []
    for person in (cast.teammate, cast.involved):
        client.force_login(person)
        pages.append(client.get(reverse("home")).text)
    assert "1 action item of your teams needs a decision." in pages[0]
    assert "show=teams&amp;group=decide" in pages[0]
    assert "needs a decision" not in pages[1]
