"""Reviews that wait, questions, the list of the week and the letter of the month, as they arrive."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from postmortems.actions.models import ActionItem
from postmortems.followup.facts import Terms
from postmortems.followup.forecast import next_week
from postmortems.followup.services import remind
from postmortems.mail.models import Delivery
from tests.factories import ActionFactory, QuestionFactory
from tests.followup.conftest import BEFORE, SENTENCE, day, wave


@pytest.fixture
def review(cast):
    """On record since the second of November, and nobody has said how much review it is worth."""
    cast.review.filed_at, cast.review.depth = BEFORE, ""
    cast.review.save(update_fields=["filed_at", "depth"])
    return cast.review


def test_a_review_without_a_depth_asks_its_owner_then_its_facilitator_then_nobody(review, days_pass):
    told = f"How much review is this worth? — {review.title}"
    assert days_pass("2026-11-03", "2026-12-31") == [f"Mon 09 Nov priya: {told}", f"Mon 16 Nov mina: {told}"]
    assert "/reviews/" in mail.outbox[0].body
    assert "This comes to you because you facilitate. It is said once." in mail.outbox[1].body


def test_a_decision_between_queue_and_send_is_enough(review):
    with time_machine.travel(day("2026-11-09"), tick=False):
        remind()
        type(review).objects.update(depth="note")
    assert wave(day("2026-11-09", 9)) == []
    assert Delivery.objects.get().status == "dropped"


def test_a_restricted_review_is_not_told_to_those_who_may_not_see_it(review, cast, days_pass):
    cast.restrict()
    type(review).objects.update(facilitator=None, owner=None)
    assert days_pass("2026-11-03", "2026-11-30") == []


def test_a_question_that_waits_is_said_to_who_keeps_the_review(review, cast):
    type(review).objects.update(depth="note")
    with time_machine.travel(BEFORE, tick=False):
        question = QuestionFactory(review=review)
    [sent] = wave(day("2026-11-05"))
    assert (sent.to, sent.subject) == (["priya.raman@example.org"], f"A question on “{review.title}” waits for you")
    assert question.body in sent.body
    assert len(wave(day("2026-11-06"))) == 1


@pytest.fixture
def led(cast, item):
    """Lea leads the team of Sven's promise; the review itself asks nothing."""
    cast.teammate.memberships.update(role="lead")
    type(cast.teammate).objects.update(quiet_topics=[])
    type(cast.review).objects.update(depth="note", state="published", published_at=BEFORE)
    return cast.teammate


def to_lea(sent: list[mail.EmailMessage]) -> list[mail.EmailMessage]:
    return [one for one in sent if one.to == ["lea.brandt@example.org"]]


def test_who_leads_a_team_gets_its_list_on_monday_once(led, item):
    [sent] = to_lea(wave(day("2026-11-23")))
    assert sent.subject == "Your Monday list: 1 thing"
    assert f"Comes due this week\n\n* {SENTENCE}" in sent.body.replace("\n* ", "\n\n* ").replace("\n\n\n", "\n\n")
    wave(day("2026-11-23", 9))
    assert len(to_lea(wave(day("2026-11-24")))) == 1
    [later] = to_lea(wave(day("2026-11-30")))[1:]
    assert later.subject == "Your Monday list: 1 thing, 1 waits for a decision"


def test_an_empty_list_is_not_sent(led, item):
    ActionItem.objects.update(state="declined", reason="Not worth it")
    assert to_lea(wave(day("2026-11-23"))) == []


def test_the_letter_tells_what_the_month_brought(led, item):
    ActionItem.objects.update(state="done", done_on=dt.date(2026, 11, 20), touched_at=BEFORE)
    [sent] = to_lea(wave(day("2026-12-01")))
    assert sent.subject == "November: 1 review to learn from, 1 promise came true"
    assert SENTENCE in sent.body
    assert to_lea(wave(day("2026-12-02"))) == [sent]


def test_the_coming_week_says_how_many_and_nothing_else(led, item, large):
    with time_machine.travel(day("2026-11-22"), tick=False):
        ActionFactory(review=item.review, owner=item.owner, state="accepted", due_on=dt.date(2026, 11, 26))
        days = next_week(Terms.current())
    told = {f"{one.date:%a}": (one.mails, sorted((str(label), count) for label, count in one.lines)) for one in days}
    assert told["Thu"] == (1, [("its day is today", 1)])
    assert ("the list of the week", 1) in told["Mon"][1]
