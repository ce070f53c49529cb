"""Who hears what about an action item, and when. Pure (PRACTICE.md section 5).

A step is one row of its table. The steps before and on the due date follow the date; those after it follow the silence:
whoever says anything about the item is left alone for as long again. Each step of silence waits for the one before it.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from postmortems.actions.states import OPEN, State
from postmortems.followup.hours import Hours, next_working_moment

REST = 5  # working days between two messages about one item
STALE = dt.timedelta(days=28)  # what was missed for so long helps nobody any more


class To(Enum):
    """Whom a step asks. Who keeps the review is its owner, or its facilitator where the owner has left."""

    OWNER = "owner"
    OWNER_AND_KEEPER = "owner and keeper"
    KEEPER = "keeper"
    TEAM = "team"


@dataclass(frozen=True)
class Step:
    """One reason to write, `working_days` from its day. It may be late by `lasts` working days, four weeks at most."""

    kind: str
    working_days: int
    to: To = To.OWNER
    lasts: int = 20
    after: str = ""  # the step that was left without an answer before


OFFERED = Step("action_offered", 0, lasts=4)
DUE_SOON = Step("action_due_soon", -5, lasts=4)
DUE = Step("action_due", 0, lasts=4)
IN_THE_WAY = Step("action_in_the_way", 5)
REPLAN = Step("action_replan", 10, To.OWNER_AND_KEEPER, after=IN_THE_WAY.kind)
ROOM = Step("action_room", 15, To.TEAM, after=REPLAN.kind)
NEEDS_HOME = Step("action_needs_home", 0, To.KEEPER)
EFFECT = Step("action_effect", 0, To.OWNER_AND_KEEPER)
STEPS: tuple[Step, ...] = (OFFERED, DUE_SOON, DUE, IN_THE_WAY, REPLAN, ROOM, NEEDS_HOME, EFFECT)


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What the policy needs to know of an action item.

    `hours` are those of its owner, or of who keeps the review where the owner has left (`has_home` is False then).
    `touched_at`: when anybody last said something about it. `effect_check_on` only as long as nobody answered.
    `told`: the kinds of message there were about its present day. `told_at`: when its owner got the last one.
    """

    state: str
    hours: Hours
    touched_at: dt.datetime
    due_on: dt.date | None = None
    has_home: bool = True
    room_asked_at: dt.datetime | None = None
    effect_check_on: dt.date | None = None
    told: frozenset[str] = frozenset()
    told_at: dt.datetime | None = None


@dataclass(frozen=True)
class Asked:
    """The next message: its step, the moment (UTC) at which it goes out, and the day it was meant for."""

    step: Step
    at: dt.datetime
    planned_on: dt.date


def next_asked(promised: Promised, *, now: dt.datetime) -> Asked | None:
    """What is asked next about this item, now or later; None when it is left alone."""
    asked = [found for step in _steps_of(promised) if (found := _ask(step, promised, now))]
    return min(asked, key=lambda found: found.at, default=None)


def _steps_of(promised: Promised) -> tuple[Step, ...]:
    if promised.state == State.DONE:
        return (EFFECT,) if promised.effect_check_on else ()
    if promised.state not in OPEN:
        return ()
    if not promised.has_home:
        return (NEEDS_HOME,)
    offered = (OFFERED,) if promised.state == State.OFFERED else ()
    return offered + ((DUE_SOON, DUE, IN_THE_WAY, REPLAN, ROOM) if promised.due_on else ())


def _ask(step: Step, promised: Promised, now: dt.datetime) -> Asked | None:
    if step.kind in promised.told or not _was_left_open(step, promised):
        return None
    hours, slot = promised.hours, slot_of(step, promised)
    if slot is None:
        return None
    going_out = next_working_moment(max(slot, now, _rested(promised)), hours)
    planned_on = hours.day_of(slot)
    if step is not NEEDS_HOME and hours.day_of(going_out) > min(hours.add(planned_on, step.lasts), planned_on + STALE):
        return None
    return Asked(step, going_out, planned_on)


def _was_left_open(step: Step, promised: Promised) -> bool:
    """Whether the question before this one was asked in vain, or needs no asking any more."""
    if step is IN_THE_WAY:
        return promised.state != State.BLOCKED  # that was said already
    if step is REPLAN and promised.state == State.BLOCKED:
        return True
    if step is ROOM and promised.room_asked_at:
        return True
    return not step.after or step.after in promised.told


def slot_of(step: Step, promised: Promised) -> dt.datetime | None:
    """The morning this step is meant for; None when that was over before somebody last spoke."""
    hours, touched_at = promised.hours, promised.touched_at
    if step is NEEDS_HOME:
        return touched_at
    if step is OFFERED:
        return hours.morning_after(touched_at)
    if step is ROOM and promised.room_asked_at:
        return hours.morning_after(promised.room_asked_at)
    day = promised.effect_check_on if step is EFFECT else promised.due_on
    if day is None:
        return None
    first = hours.add(day, 0)
    if step.working_days > 0:  # silence is counted from the last word
        return hours.morning(hours.add(max(first, hours.day_of(touched_at)), step.working_days))
    morning = hours.morning(hours.add(first, step.working_days))
    return morning if step is EFFECT or morning > touched_at else None


def _rested(promised: Promised) -> dt.datetime:
    """From when on this item may be spoken of again."""
    if promised.told_at is None:
        return promised.touched_at
    return promised.hours.morning(promised.hours.add(promised.hours.day_of(promised.told_at), REST))
