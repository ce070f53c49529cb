"""A while of rest, something that was tried, and the same thing promised twice."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Organisation
from postmortems.actions.checks import note_effect
from postmortems.actions.decisions import hand_over, replan, snooze
from postmortems.actions.endings import call_same, end_try
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import decision_needed, is_quiet, needs_decision, not_quiet, quiet
from postmortems.actions.noting import CannotAnswer
from postmortems.actions.services import answer_action
from postmortems.actions.smells import promises_two
from postmortems.actions.twins import twins_of
from tests.factories import ActionFactory, ReviewFactory

TODAY = dt.date(2026, 11, 25)
NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def item(cast):
    return ActionFactory(
        review=cast.review, team=cast.team, owner=cast.involved, state="accepted", strength=2, due_on=TODAY
    )


@pytest.fixture
def elsewhere(cast):
    """The same, promised in a review of its own."""
    return ActionFactory(review=ReviewFactory(team=cast.team), owner=cast.teammate, state="accepted")


def fresh(item) -> ActionItem:
    return ActionItem.objects.select_related("owner", "review").get(pk=item.pk)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def test_it_rests_three_times_and_then_needs_another_date(cast, item):
    for days in (1, 5, 9):
        snooze(item=item, until=in_days(days), reason="The vendor answers on Friday", actor=cast.involved)
    standing = fresh(item)
    assert (standing.snoozed_until, standing.due_on, standing.touched_at) == (in_days(9), TODAY, NOON)
    with pytest.raises(CannotAnswer, match="three times"):
        snooze(item=item, until=in_days(12), reason="Again", actor=cast.involved)
    replan(item=item, to=in_days(20), actor=cast.involved)
    assert (fresh(item).snoozed_until, fresh(item).snoozed) == (None, 0)


def test_rest_needs_a_reason_and_whoever_gets_it_starts_from_zero(cast, item):
    with pytest.raises(CannotAnswer, match="says why"):
        snooze(item=item, until=in_days(2), reason=" ", actor=cast.involved)
    snooze(item=item, until=in_days(2), reason="Waiting for the rack", actor=cast.involved)
    hand_over(item=item, to=cast.teammate, actor=cast.involved)
    assert (fresh(item).snoozed_until, fresh(item).snoozed) == (None, 0)


def test_what_rests_needs_no_decision_until_its_day_says_the_database_too(item):
    today = in_days(4)  # its date has passed by then
    for fields in (
        {},
        {"snoozed_until": in_days(9)},
        {"snoozed_until": in_days(4)},
        {"asked_if_done_at": NOON},
        {"snoozed_until": in_days(9), "owner": None},
        {"snoozed_until": in_days(9), "state": "blocked", "reason": "x"},
    ):
        standing = ActionFactory(**{"review": item.review, "owner": item.owner, "state": "accepted", **fields})
        row = ActionItem.objects.filter(pk=standing.pk)
        assert row.filter(decision_needed(today)).exists() is needs_decision(standing, today=today), fields
        assert row.filter(quiet(today)).exists() is is_quiet(standing, today=today), fields
        assert row.filter(not_quiet(today)).exists() is not is_quiet(standing, today=today), fields


def test_a_try_ends_with_what_it_showed(cast, item):
    ActionItem.objects.filter(pk=item.pk).update(type="try", hypothesis="Fewer pages at night")
    end_try(item=fresh(item), outcome="dropped", note="Pages came from elsewhere", actor=cast.involved)
    standing = fresh(item)
    assert (standing.state, standing.outcome, standing.done_on) == ("done", "dropped", TODAY)
    assert standing.reason == "Pages came from elsewhere"


def test_only_a_try_is_asked_how_it_ended(cast, signed_in, item):
    client, to = signed_in(cast.involved), reverse("action-answer", args=[item.pk])
    assert client.post(to, {"answer": "outcome", "outcome": "kept"}).status_code == 403
    ActionItem.objects.filter(pk=item.pk).update(type="try")
    assert client.post(to, {"answer": "done"}).status_code == 403
    assert client.post(to, {"answer": "outcome"}).status_code == 422
    client.post(to, {"answer": "outcome", "outcome": "changed", "reason": "Five minutes were enough"})
    assert fresh(item).outcome == "changed"


def test_two_of_the_same_are_linked_and_each_says_what_became_of_the_other(cast, signed_in, item, elsewhere):
    client, to = signed_in(cast.involved), reverse("action-answer", args=[item.pk])
    there = f"https://reviews.example.org/actions/{elsewhere.pk}/"
    assert client.post(to, {"answer": "duplicate", "other": "no such words"}).status_code == 422
    client.post(to, {"answer": "duplicate", "other": there})
    assert (fresh(item).state, fresh(item).duplicate_of) == ("duplicate", elsewhere)
    answer_action(item=elsewhere, answer="done", actor=cast.teammate)
    mine, theirs = twins_of(fresh(item), cast.involved), twins_of(fresh(elsewhere), cast.involved)
    assert [(twin.item, twin.is_news) for twin in mine] == [(elsewhere, True)]
    assert [(twin.item, twin.is_original, twin.is_news) for twin in theirs] == [(item, False, False)]
    assert "Is this one done with it?" in client.get(reverse("action", args=[item.pk])).text
    client.post(to, {"answer": "reopen"})
    assert (fresh(item).state, fresh(item).duplicate_of) == ("accepted", None)


def test_a_twin_in_a_review_that_is_not_shown_keeps_its_words(cast, signed_in, item, elsewhere):
    elsewhere.review.visibility = "people"
    elsewhere.review.save(update_fields=["visibility"])
    call_same(item=item, other=elsewhere, actor=cast.involved)
    page = signed_in(cast.involved).get(reverse("action", args=[item.pk])).text
    assert "a review that you do not see" in page
    assert elsewhere.review.ref not in page
    call_same(item=elsewhere, other=ActionFactory(review=cast.review, owner=cast.involved), actor=elsewhere.owner)
    pointed_at = twins_of(fresh(elsewhere).duplicate_of, cast.involved)
    assert [twin.item for twin in pointed_at] == [item]  # and of the other one, which points at it too, nothing
    # nor can somebody link to what they do not see
    other = ActionFactory(review=cast.review, owner=cast.involved, state="accepted")
    said = {"answer": "duplicate", "other": f"/actions/{elsewhere.pk}/"}
    assert signed_in(cast.involved).post(reverse("action-answer", args=[other.pk]), said).status_code == 422


def test_two_never_point_at_each_other(cast, item, elsewhere):
    call_same(item=item, other=elsewhere, actor=cast.involved)
    with pytest.raises(CannotAnswer, match="points at another"):
        call_same(item=elsewhere, other=item, actor=cast.teammate)


def test_in_a_small_organisation_a_clear_answer_ends_the_asking(cast, item):
    answer_action(item=item, answer="done", actor=cast.involved)
    assert [(check.days, check.planned_on) for check in item.checks.all()] == [
        (30, in_days(30)),
        (60, in_days(60)),
        (90, in_days(90)),
    ]
    with time_machine.travel(NOON + dt.timedelta(days=31), tick=False):
        note_effect(item=item, effect="cannot_tell", actor=cast.involved)
    assert fresh(item).effect_check_on == in_days(60)
    with time_machine.travel(NOON + dt.timedelta(days=60), tick=False):
        note_effect(item=item, effect="helped", actor=cast.owner, note="It refused a drained pool on 20 January")
    assert (fresh(item).effect_check_on, fresh(item).effect) == (None, "helped")
    assert [check.effect for check in item.checks.all()] == ["cannot_tell", "helped"]


def test_a_larger_organisation_asks_three_times_and_passes_over_what_nobody_answered(cast, item):
    Organisation.objects.update_or_create(pk=1, defaults={"size": Organisation.Size.LARGE})
    answer_action(item=item, answer="done", actor=cast.involved)
    with time_machine.travel(NOON + dt.timedelta(days=61), tick=False):
        note_effect(item=item, effect="helped", actor=cast.involved)
    assert fresh(item).effect_check_on == in_days(90)
    assert [(check.days, check.effect) for check in item.checks.all()] == [(60, "helped"), (90, "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cap the bulk tool and write a runbook for it",
        "Add an alarm on queue age, and also rehearse the failover",
        "Remove the old command; rename the new one",
    ],
)
def test_an_and_before_another_verb_is_asked_about(sentence):
    assert promises_two(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Put lock and key on the console",
        "Let the push tool stop and ask for the name of the pool",
        "Show a preview that names the host and asks for it",
        "Move test and production to different colours",
        "Rehearse the restore on the first Monday of a month",
    ],
)
def test_one_outcome_is_not_asked_about(sentence):
    assert not promises_two(sentence)
