"""When an action item needs a decision, when it rests, and when it is asked whether it helped: for rows, and for
the database."""

import datetime as dt

from django.db.models import Q

from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN, InTheWay, State
from postmortems.actions.strength import Strength

CHECK_AFTER = dt.timedelta(days=30)  # what an action item did shows some weeks later (PRACTICE.md section 3.3)


def quiet(today: dt.date) -> Q:
    """Somebody said until when it rests, or its ticket was closed and its owner is asked whether it is done: until then
    nothing else is asked about it.
    """
    return Q(snoozed_until__gt=today) | Q(asked_if_done_at__isnull=False)


def not_quiet(today: dt.date) -> Q:
    """The opposite, written so that the database need not turn it round."""
    return (Q(snoozed_until=None) | Q(snoozed_until__lte=today)) & Q(asked_if_done_at=None)


def is_quiet(item: ActionItem, *, today: dt.date) -> bool:
    """The same for one item."""
    return item.asked_if_done_at is not None or is_snoozed(item, today=today)


def is_snoozed(item: ActionItem, *, today: dt.date) -> bool:
    """Whether it rests for now."""
    return item.snoozed_until is not None and item.snoozed_until > today


def decision_needed(today: dt.date) -> Q:
    """Open, and either nobody's, or blocked, asking for room or past its date without resting for now."""
    nobodys = Q(owner=None) | Q(owner__is_active=False)
    waits = Q(state=State.BLOCKED) | Q(room_asked_at__isnull=False) | Q(due_on__lt=today)
    return Q(state__in=OPEN) & (nobodys | (waits & not_quiet(today)))


def needs_decision(item: ActionItem, *, today: dt.date) -> bool:
    """The same for one item whose owner was read with it."""
    if item.state not in OPEN:
        return False
    is_late = item.due_on is not None and item.due_on < today
    waits = item.state == State.BLOCKED or item.room_asked_at is not None or is_late
    return is_homeless(item) or (waits and not is_quiet(item, today=today))


def is_homeless(item: ActionItem) -> bool:
    """Nobody who works here has it."""
    return item.owner is None or not item.owner.is_active


ASKS_FOR_ROOM = Q(state__in=OPEN) & (
    Q(room_asked_at__isnull=False) | Q(state=State.BLOCKED, in_the_way=InTheWay.TIME)
)  # of those that need a decision, the ones that a team can answer by making room


def asks_for_room(item: ActionItem) -> bool:
    """The same for one item."""
    is_short_of_time = item.state == State.BLOCKED and item.in_the_way == InTheWay.TIME
    return item.state in OPEN and (item.room_asked_at is not None or is_short_of_time)


def check_due(today: dt.date) -> Q:
    """Done, and the day has come to ask whether it helped."""
    return Q(state=State.DONE, effect_check_on__lte=today)


def is_check_due(item: ActionItem, *, today: dt.date) -> bool:
    """The same for one item."""
    return item.state == State.DONE and item.effect_check_on is not None and item.effect_check_on <= today


def check_on(item: ActionItem, *, done_on: dt.date) -> dt.date | None:
    """The day on which to ask whether it helped: the one that was chosen, or thirty days after a middle or stronger one
    was done.
    """
    if item.effect_check_on and item.effect_check_on > done_on:
        return item.effect_check_on
    return done_on + CHECK_AFTER if (item.strength or 0) >= Strength.MIDDLE else None
