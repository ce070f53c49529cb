"""What is decided about an action item that does not simply go on: room, another date, another home, and whether it
helped.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer, locked, record_replan, tell
from postmortems.actions.states import OPEN, Effect, State
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
    standing = _still_open(item)
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
    standing = _still_open(item)
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
    standing = _still_open(item)
    now = clock.now()
    is_taken = to is not None and to == actor
    standing.owner, standing.state = to, State.ACCEPTED if is_taken else State.OFFERED
    standing.accepted_at = now if is_taken else None
    standing.reason, standing.in_the_way = clean(note), ""
    standing.room_asked_at, standing.touched_at = None, now
    standing.save(
        update_fields=["owner", "state", "accepted_at", "reason", "in_the_way", "room_asked_at", "touched_at"]
    )
    tell(standing, "handed over an action item", actor, fields=("owner",))
    return standing


@transaction.atomic
def note_effect(*, item: ActionItem, effect: str, actor: User, note: str = "") -> ActionItem:
    """Whether what was done helped. Said again, the newer word counts, and a note that was there stays."""
    standing = locked(item)
    if standing.state != State.DONE or effect not in Effect.values:
        raise CannotAnswer(_("It has moved on meanwhile: it is %(state)s.") % {"state": standing.get_state_display()})
    standing.effect, standing.effect_note = effect, clean(note) or standing.effect_note
    standing.effect_answered_on = clock.today(actor.zone)
    standing.save(update_fields=["effect", "effect_note", "effect_answered_on"])
    tell(standing, "said whether it helped", actor, fields=("effect",))
    return standing


def _still_open(item: ActionItem) -> ActionItem:
    standing = locked(item)
    if standing.state not in OPEN:
        raise CannotAnswer(_("It has moved on meanwhile: it is %(state)s.") % {"state": standing.get_state_display()})
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
    standing.save(
        update_fields=["state", "due_on", "first_due_on", "reason", "in_the_way", "room_asked_at", "touched_at"]
    )
