"""What is decided about an action item that does not simply go on: room, another date, another home, or a while of
rest.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer, locked, record_replan, still_open, tell
from postmortems.actions.states import MOST_SNOOZES, OPEN, State
from postmortems.shared import clock
from postmortems.shared.text import clean

MANY_MOVES = 3  # from the third new date on, the team is asked for room or a decision (PRACTICE.md section 5)


@transaction.atomic
def ask_for_room(*, action: ActionItem) -> ActionItem:
    """Nobody answered, so its team is asked to make room: it stands under "Needs a decision" from now on. Asked twice,
    the first time counts.
    """
    standing = locked(action)
    if standing.room_asked_at is None and standing.state in OPEN:
        standing.room_asked_at = clock.now()
        standing.save(update_fields=["room_asked_at"])
        tell(standing, "asked for room", None, fields=("room_asked_at",))
    return standing


@transaction.atomic
def make_room(*, item: ActionItem, actor: User, how: str = "", to: dt.date | None = None) -> ActionItem:
    """There is time for it now: what was said about that, or a date. Raises CannotAnswer without either, and without a
    date for one whose date has passed.
    """
    standing = still_open(item)
    if not how.strip() and to is None:
        raise CannotAnswer(_("A sentence or a date says what makes room."))
    if to is None and standing.due_on is not None and standing.due_on < clock.today(actor.zone):
        raise CannotAnswer(_("Its date has passed. Which one is next?"))
    standing.reason, standing.in_the_way = clean(how), ""
    _move(standing, to or standing.due_on, actor=actor, note=how)
    _goes_on(standing)
    tell(standing, "made room", actor, fields=("due_on", "reason") if to else ("reason",))
    return standing


@transaction.atomic
def replan(*, item: ActionItem, to: dt.date, actor: User, in_the_way: str = "", note: str = "") -> ActionItem:
    """Another date; the first one stays beside it. When its owner moves it for the third time, its team is asked for
    room.
    """
    standing = still_open(item)
    standing.reason, standing.in_the_way = clean(note), in_the_way
    moved = _move(standing, to, actor=actor, in_the_way=in_the_way, note=note)
    _goes_on(standing)
    if moved and standing.owner_id == actor.pk and standing.replans.count() >= MANY_MOVES:
        standing.room_asked_at = clock.now()
        standing.save(update_fields=["room_asked_at"])
    tell(standing, "moved the date", actor, fields=("due_on",))
    return standing


@transaction.atomic
def hand_over(*, item: ActionItem, to: User | None, actor: User, note: str = "") -> ActionItem:
    """Offer it to somebody, who is asked; taken by `actor` themselves, it is promised at once. `None`: nobody is known
    yet. Whoever has it now starts from zero.
    """
    standing = still_open(item)
    now = clock.now()
    is_taken = to is not None and to == actor
    standing.owner, standing.state = to, State.ACCEPTED if is_taken else State.OFFERED
    standing.accepted_at = now if is_taken else None
    standing.reason, standing.in_the_way = clean(note), ""
    standing.room_asked_at, standing.touched_at = None, now
    standing.snoozed_until, standing.snoozed = None, 0
    standing.save(
        update_fields=[
            *("owner", "state", "accepted_at", "reason", "in_the_way", "room_asked_at", "touched_at"),
            *("snoozed_until", "snoozed"),
        ]
    )
    tell(standing, "handed over an action item", actor, fields=("owner",))
    return standing


@transaction.atomic
def snooze(*, item: ActionItem, until: dt.date, reason: str, actor: User, in_the_way: str = "") -> ActionItem:
    """Let it rest until a day; until then nothing is asked about it. Its date stays. Raises CannotAnswer without a
    reason, and after three times: then it needs another date.
    """
    standing = still_open(item)
    if not reason.strip():
        raise CannotAnswer(_("One sentence says why."))
    if standing.snoozed >= MOST_SNOOZES:
        raise CannotAnswer(_("It rested three times. Another date says it more honestly."))
    standing.snoozed_until, standing.snoozed = until, standing.snoozed + 1
    standing.reason, standing.in_the_way, standing.touched_at = clean(reason), in_the_way, clock.now()
    standing.save(update_fields=["snoozed_until", "snoozed", "reason", "in_the_way", "touched_at"])
    tell(standing, "let it rest", actor, fields=("snoozed_until",))
    return standing


def _move(standing: ActionItem, to: dt.date | None, *, actor: User, in_the_way: str = "", note: str = "") -> bool:
    """Put the date, keep the first one and the history; whether it really moved."""
    was_on, standing.due_on = standing.due_on, to
    standing.first_due_on = standing.first_due_on or to
    return record_replan(item=standing, was_on=was_on, actor=actor, in_the_way=in_the_way, note=clean(note)) is not None


def _goes_on(standing: ActionItem) -> None:
    """A decision ends the asking; what was blocked is under way again."""
    if standing.state == State.BLOCKED:
        standing.state = State.ACCEPTED
    standing.room_asked_at, standing.touched_at = None, clock.now()
    standing.snoozed_until, standing.snoozed = None, 0
    standing.save(
        update_fields=[
            *("state", "due_on", "first_due_on", "reason", "in_the_way", "room_asked_at", "touched_at"),
            *("snoozed_until", "snoozed"),
        ]
    )
