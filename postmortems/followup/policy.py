"""Who hears what about an action item, when and why. Pure (PRACTICE.md section 5).

A step is one row of its table. The steps before and on the due date follow the date; those after it follow the silence:
whoever says anything about the item is left alone for as long again. Each step of silence waits for the one before it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from postmortems.actions.states import OPEN, State
from postmortems.followup.rules import MOST_UNANSWERED, Rules
from postmortems.shared.hours import Hours

STALE = dt.timedelta(days=28)  # what was missed for so long helps nobody any more


class To(Enum):
    """Whom a step asks. Who keeps the review is its owner, or its facilitator where the owner has left."""

    OWNER = "owner"
    OWNER_AND_KEEPER = "owner and keeper"
    KEEPER = "keeper"
    TEAM = "team"
    POOL = "facilitators"


@dataclass(frozen=True)
class Step:
    """One reason to write. `rule` names its distance from its day in `Rules`; without one it is that day.

    It may be late by `lasts` working days, four weeks at most. `after`: the step that was left without an answer
    before. `in_app`: no mail, a notice only.
    """

    kind: str
    rule: str = ""
    to: To = To.OWNER
    lasts: int = 20
    after: str = ""
    in_app: bool = False

    def distance(self, rules: Rules) -> int:
        """Working days from its day; before it they are negative."""
        days = int(getattr(rules, self.rule)) if self.rule else 0
        return -days if self.rule == "due_soon" else days


OFFERED = Step("action_offered", lasts=4)
DUE_SOON = Step("action_due_soon", "due_soon", lasts=4)
DUE = Step("action_due", lasts=4)
IN_THE_WAY = Step("action_in_the_way", "in_the_way")
REPLAN = Step("action_replan", "replan", To.OWNER_AND_KEEPER, after=IN_THE_WAY.kind)
ROOM_SOON = Step("action_room_soon", "room", after=REPLAN.kind, in_app=True)
ROOM = Step("action_room", "room", To.TEAM, after=ROOM_SOON.kind)
NEEDS_HOME = Step("action_needs_home", to=To.KEEPER)
TICKET_CLOSED = Step("action_ticket_closed")
EFFECT = Step("action_effect", to=To.OWNER_AND_KEEPER)
STEPS: tuple[Step, ...] = (
    OFFERED, DUE_SOON, DUE, IN_THE_WAY, REPLAN, ROOM_SOON, ROOM, NEEDS_HOME, TICKET_CLOSED, EFFECT,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What the policy needs to know of an action item.

    `hours` are those of its owner, or of who keeps the review where the owner has left (`has_home` is False then).
    `touched_at`: when anybody last said something about it. `snoozed_until`: nobody wants to hear of it before.
    `ticket_closed_at`: its ticket says that it is done, and its owner has not. `effect_check_on` only as long as nobody
    answered. `room_in_list`: in a small organisation its team hears of it with the list of the week.
    `told`: the kinds of message there were about its present day, and when. `told_at`: when its owner got the last mail
    about it, of whichever day; `unanswered`: how many there were since anybody spoke.
    """

    state: str
    hours: Hours
    touched_at: dt.datetime
    due_on: dt.date | None = None
    has_home: bool = True
    room_asked_at: dt.datetime | None = None
    snoozed_until: dt.date | None = None
    ticket_closed_at: dt.datetime | None = None
    room_in_list: bool = False
    effect_check_on: dt.date | None = None
    told: Mapping[str, dt.datetime] = field(default_factory=dict)
    told_at: dt.datetime | None = None
    unanswered: int = 0


@dataclass(frozen=True)
class Asked:
    """The next message: its step, whom it asks, the moment (UTC) at which it goes out, and the day it was meant for."""

    step: Step
    to: To
    at: dt.datetime
    planned_on: dt.date


def next_asked(promised: Promised, *, now: dt.datetime, rules: Rules) -> Asked | None:
    """What is asked next about this item, now or later; None when it is left alone."""
    firsts = (_first_of(chain, promised, now, rules) for chain in _chains_of(promised))
    return min(filter(None, firsts), key=lambda found: found.at, default=None)


def _chains_of(promised: Promised) -> tuple[tuple[Step, ...], ...]:
    """What may be asked about it. The mornings of one chain follow each other: its first step that is left comes first,
    and the others need not be reckoned.
    """
    if promised.state == State.DONE:
        return ((EFFECT,),) if promised.effect_check_on else ()
    if promised.state not in OPEN:
        return ()
    if not promised.has_home:
        return ((NEEDS_HOME,),)
    if promised.ticket_closed_at:
        return ((TICKET_CLOSED,),)
    offered = ((OFFERED,),) if promised.state == State.OFFERED else ()
    dated = ((DUE_SOON, DUE, IN_THE_WAY, REPLAN), (ROOM_SOON,), (ROOM,)) if promised.due_on else ()
    return offered + dated


def _first_of(chain: tuple[Step, ...], promised: Promised, now: dt.datetime, rules: Rules) -> Asked | None:
    return next((found for step in chain if (found := _ask(step, promised, now, rules))), None)


def _ask(step: Step, promised: Promised, now: dt.datetime, rules: Rules) -> Asked | None:
    to = _whom(step, promised)
    if to is None or step.kind in promised.told or not _was_left_open(step, promised):
        return None
    hours, slot = promised.hours, slot_of(step, promised, rules)
    if slot is None:
        return None
    soonest = max(slot, now) if step is TICKET_CLOSED else max(slot, now, _awake(promised))
    going_out = soonest if step.in_app else hours.next_slot(max(soonest, _rested(promised, rules)))
    planned_on = hours.day_of(slot)
    if step is not NEEDS_HOME and hours.day_of(going_out) > min(hours.add(planned_on, step.lasts), planned_on + STALE):
        return None
    return Asked(step, to, going_out, planned_on)


def _whom(step: Step, promised: Promised) -> To | None:
    """After four messages without a word the owner gets no more; who keeps the review and the team still may."""
    if promised.unanswered < MOST_UNANSWERED or step.in_app or step.to in (To.KEEPER, To.TEAM):
        return step.to
    return To.KEEPER if step.to is To.OWNER_AND_KEEPER else None


def _was_left_open(step: Step, promised: Promised) -> bool:
    """Whether the question before this one was asked in vain, or needs no asking any more."""
    if step is IN_THE_WAY:
        return promised.state != State.BLOCKED  # that was said already
    if step is REPLAN and promised.state == State.BLOCKED:
        return True
    if promised.room_asked_at and step in (ROOM_SOON, ROOM):
        return step is ROOM and not promised.room_in_list  # its owner moved it the third time, and was told then
    return not step.after or step.after in promised.told


def slot_of(step: Step, promised: Promised, rules: Rules) -> dt.datetime | None:
    """The morning this step is meant for; None when that was over before somebody last spoke."""
    hours, touched_at = promised.hours, promised.touched_at
    if step is NEEDS_HOME:
        return touched_at
    if step is OFFERED:
        return hours.morning_after(touched_at)
    if step is TICKET_CLOSED:
        return hours.morning_after(promised.ticket_closed_at or touched_at)
    if step is ROOM_SOON:
        return _day_before_room(promised, rules)
    if step is ROOM and promised.room_asked_at:
        return hours.morning_after(promised.room_asked_at)
    day = promised.effect_check_on if step is EFFECT else day_of(promised)
    if day is None:
        return None
    first = hours.add(day, 0)
    if step.distance(rules) > 0:  # silence is counted from the last word
        silent = hours.morning(hours.add(max(first, hours.day_of(touched_at)), step.distance(rules)))
        return max(silent, hours.morning_after(promised.told[ROOM_SOON.kind])) if step is ROOM else silent
    morning = hours.morning(hours.add(first, step.distance(rules)))
    return morning if step is EFFECT or morning > touched_at else None


def day_of(promised: Promised) -> dt.date | None:
    """The day it is promised for, or the later one until which it was put off."""
    if promised.due_on and promised.snoozed_until:
        return max(promised.due_on, promised.snoozed_until)
    return promised.due_on


def _day_before_room(promised: Promised, rules: Rules) -> dt.datetime | None:
    """Whoever has the item sees a working day ahead that its team will be asked."""
    told = dict(promised.told) | {ROOM_SOON.kind: promised.touched_at}
    at = slot_of(ROOM, replace(promised, told=told), rules)
    if at is None:
        return None
    hours = promised.hours
    return hours.morning(hours.add(hours.day_of(max(at, _rested(promised, rules))), -1))


def _rested(promised: Promised, rules: Rules) -> dt.datetime:
    """From when on this item may be spoken of again."""
    if promised.told_at is None:
        return promised.touched_at
    return promised.hours.morning(promised.hours.add(promised.hours.day_of(promised.told_at), rules.rest))


def _awake(promised: Promised) -> dt.datetime:
    if promised.snoozed_until is None:
        return promised.touched_at
    return promised.hours.morning(promised.hours.add(promised.snoozed_until, 0))
