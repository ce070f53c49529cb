"""What is decided about an action item: room, another date, another home, whether it helped."""

import datetime as dt

import pytest
import time_machine

from postmortems.actions.checks import note_effect
from postmortems.actions.decisions import ask_for_room, hand_over, make_room, replan
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import (
    ASKS_FOR_ROOM,
    asks_for_room,
    check_due,
    decision_needed,
    is_check_due,
    needs_decision,
)
from postmortems.actions.noting import CannotAnswer
from postmortems.actions.services import answer_action, change_action
from postmortems.audit.models import AuditEntry
from postmortems.shared import clock
from tests.factories import ActionFactory

TODAY = dt.date(2026, 11, 25)
NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def item(cast):
    long_ago = NOON - dt.timedelta(days=20)
    return ActionFactory(
        review=cast.review, team=cast.team, owner=cast.involved, state="accepted", touched_at=long_ago, strength=2
    )


def fresh(item) -> ActionItem:
    return ActionItem.objects.select_related("owner", "review").get(pk=item.pk)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def test_asking_for_room_counts_from_the_first_time_and_is_no_answer(item):
    first = ask_for_room(action=item).room_asked_at
    with time_machine.travel(NOON + dt.timedelta(days=3), tick=False):
        ask_for_room(action=item)
    standing = fresh(item)
    assert (standing.room_asked_at, standing.touched_at) == (first, item.touched_at)
    assert needs_decision(standing, today=TODAY)
    entry = AuditEntry.objects.get(target=f"action:{item.pk}")
    assert (entry.verb, entry.actor) == ("asked for room", None)


def test_nobody_is_asked_about_what_is_done(cast, item):
    answer_action(item=item, answer="done", actor=cast.involved)
    assert ask_for_room(action=item).room_asked_at is None


def test_room_is_made_by_a_sentence(cast, item):
    ask_for_room(action=item)
    make_room(item=item, actor=cast.owner, how="Lea covers the release.")
    standing = fresh(item)
    assert (standing.room_asked_at, standing.reason, standing.touched_at) == (None, "Lea covers the release.", NOON)
    assert not standing.replans.exists()


def test_room_is_made_by_a_date_and_what_was_blocked_goes_on(cast, item):
    answer_action(item=item, answer="blocked", actor=cast.involved, reason="releases", in_the_way="time")
    make_room(item=item, actor=cast.owner, to=in_days(9))
    standing = fresh(item)
    assert (standing.state, standing.in_the_way, standing.due_on) == ("accepted", "", in_days(9))
    assert [(move.was_on, move.now_on, move.moved_by) for move in standing.replans.all()] == [
        (in_days(1), in_days(9), cast.owner)
    ]


def test_room_without_a_word_is_no_room_and_a_past_date_needs_another(cast, item):
    with pytest.raises(CannotAnswer, match="A sentence or a date"):
        make_room(item=item, actor=cast.owner)
    ActionItem.objects.filter(pk=item.pk).update(due_on=in_days(-2))
    with pytest.raises(CannotAnswer, match="date has passed"):
        make_room(item=item, actor=cast.owner, how="Lea helps")


def test_a_new_date_keeps_the_first_and_says_what_was_in_the_way(cast, item):
    replan(item=item, to=in_days(5), actor=cast.involved, in_the_way="time", note="release work")
    replan(item=item, to=in_days(8), actor=cast.involved)
    standing = fresh(item)
    assert (standing.first_due_on, standing.due_on, standing.touched_at) == (in_days(1), in_days(8), NOON)
    moves = [(move.was_on, move.now_on, move.in_the_way, move.note) for move in standing.replans.all()]
    assert moves == [(in_days(1), in_days(5), "time", "release work"), (in_days(5), in_days(8), "", "")]
    assert standing.room_asked_at is None


def test_the_third_new_date_of_its_owner_asks_for_room_and_a_decision_ends_it(cast, item):
    for days in (4, 7, 10):
        replan(item=item, to=in_days(days), actor=cast.involved)
    assert fresh(item).room_asked_at == NOON
    replan(item=item, to=in_days(20), actor=cast.owner)
    assert fresh(item).room_asked_at is None


def test_a_first_date_and_the_same_date_are_no_moves(cast, item):
    ActionItem.objects.filter(pk=item.pk).update(due_on=None, first_due_on=None)
    replan(item=item, to=in_days(5), actor=cast.involved)
    replan(item=item, to=in_days(5), actor=cast.involved)
    standing = fresh(item)
    assert (standing.first_due_on, standing.replans.count()) == (in_days(5), 0)


def test_a_date_moved_in_the_form_is_remembered_too(cast, item):
    change_action(item=fresh(item), changes={"due_on": in_days(6)}, actor=cast.owner)
    assert [(move.was_on, move.now_on) for move in item.replans.all()] == [(in_days(1), in_days(6))]


def test_handed_over_it_is_offered_and_starts_from_zero(cast, item):
    ask_for_room(action=item)
    hand_over(item=item, to=cast.teammate, actor=cast.involved, note="Ask me about the pool")
    standing = fresh(item)
    assert (standing.owner, standing.state, standing.accepted_at) == (cast.teammate, "offered", None)
    assert (standing.room_asked_at, standing.touched_at) == (None, NOON)
    assert standing.reason == "Ask me about the pool"


def test_taken_over_it_is_promised_and_given_back_it_has_no_home(cast, item):
    assert hand_over(item=item, to=cast.teammate, actor=cast.teammate).state == "accepted"
    standing = hand_over(item=item, to=None, actor=cast.teammate)
    assert (standing.owner, standing.state) == (None, "offered")
    assert needs_decision(fresh(item), today=TODAY)


@pytest.mark.parametrize(
    ("strength", "chosen", "asked_on"),
    [(None, None, None), (1, None, None), (2, None, in_days(30)), (3, None, in_days(30)), (1, in_days(7), in_days(7))],
)
def test_what_is_done_is_asked_later_whether_it_helped(cast, item, strength, chosen, asked_on):
    ActionItem.objects.filter(pk=item.pk).update(strength=strength, effect_check_on=chosen)
    answer_action(item=item, answer="done", actor=cast.involved)
    assert fresh(item).effect_check_on == asked_on
    answer_action(item=item, answer="reopen", actor=cast.involved)
    assert (fresh(item).effect_check_on, fresh(item).done_on) == (None, None)


def test_whether_it_helped_can_be_said_and_said_better(cast, item):
    with pytest.raises(CannotAnswer):
        note_effect(item=item, effect="helped", actor=cast.involved)
    answer_action(item=item, answer="done", actor=cast.involved)
    note_effect(item=item, effect="cannot_tell", actor=cast.involved, note="No push since")
    note_effect(item=item, effect="helped", actor=cast.owner)
    standing = fresh(item)
    assert (standing.effect, standing.effect_note, standing.effect_answered_on) == ("helped", "No push since", TODAY)


def test_nothing_is_decided_about_what_is_over(cast, item):
    answer_action(item=item, answer="done", actor=cast.involved)
    for decide in (
        lambda: replan(item=item, to=in_days(3), actor=cast.owner),
        lambda: make_room(item=item, actor=cast.owner, how="x"),
        lambda: hand_over(item=item, to=cast.owner, actor=cast.owner),
    ):
        with pytest.raises(CannotAnswer, match="it is done"):
            decide()


def test_any_answer_ends_the_asking_for_room(cast, item):
    ask_for_room(action=item)
    answer_action(item=item, answer="blocked", actor=cast.involved, reason="no access", in_the_way="access")
    standing = fresh(item)
    assert (standing.room_asked_at, standing.in_the_way, standing.reason) == (None, "access", "no access")


def test_rows_and_the_database_agree_about_what_needs_what(cast):
    cast.stranger.is_active = False
    cast.stranger.save(update_fields=["is_active"])
    for state in ("offered", "talk_first", "accepted", "blocked", "done", "declined"):
        for more in (
            {},
            {"owner": None},
            {"owner": cast.stranger},
            {"due_on": in_days(-1)},
            {"due_on": None, "first_due_on": None},
            {"room_asked_at": clock.now()},
            {"in_the_way": "time"},
            {"effect_check_on": TODAY},
            {"effect_check_on": in_days(1)},
            {"effect_check_on": TODAY, "effect": "helped"},
        ):
            reason = "why" if state in ("blocked", "declined") else ""
            fields = {"owner": cast.involved, "state": state, "reason": reason, "done_on": in_days(-30), **more}
            ActionFactory(review=cast.review, **fields)
    rows = ActionItem.objects.select_related("owner")
    for in_database, in_row in (
        (decision_needed(TODAY), lambda row: needs_decision(row, today=TODAY)),
        (ASKS_FOR_ROOM, asks_for_room),
        (check_due(TODAY), lambda row: is_check_due(row, today=TODAY)),
    ):
        found = set(rows.filter(in_database).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if in_row(row)}
        assert found
