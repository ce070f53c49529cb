"""Who hears what about an action item, and when. Pure (PRACTICE.md section 5).

A step is one row: so many working days before or after the due date. Everything is reckoned in the owner's own days and
hours, fresh each time, so that neither a weekend nor the switch to summer time moves a morning.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from postmortems.shared import clock

MORNING = dt.time(9, 30)


@dataclass(frozen=True)
class Hours:
    """When somebody works: a zone by name, local times, ISO weekdays."""

    zone: str
    starts: dt.time
    ends: dt.time
    days: tuple[int, ...]

    @property
    def mail_time(self) -> dt.time:
        """Half past nine, or the start of work for those who do not work then."""
        return MORNING if self.starts <= MORNING < self.ends else self.starts


@dataclass(frozen=True)
class Step:
    """One reason to write. `working_days` counts from the due date: negative before it."""

    kind: str
    working_days: int


@dataclass(frozen=True)
class Promised:
    """What the policy needs to know of an open action item. `touched_at`: when anybody last said something about it."""

    due_on: dt.date
    touched_at: dt.datetime
    hours: Hours


@dataclass(frozen=True)
class Reminder:
    """One message: its kind, the due date it is about, and the moment (UTC) at which it goes out."""

    kind: str
    about_day: dt.date
    due_at: dt.datetime


DUE_SOON = Step("action_due_soon", working_days=-5)
STEPS: tuple[Step, ...] = (DUE_SOON,)


def reminders_due(promised: Promised, *, now: dt.datetime) -> Iterator[Reminder]:
    """The reminders whose time has come. A missed one goes out in the next working hour, up to the day it is about."""
    for step in STEPS:
        slot = slot_of(step, promised)
        if slot is None or slot > now:
            continue
        going_out = next_working_moment(now, promised.hours)
        if clock.local(going_out, promised.hours.zone).date() <= promised.due_on:
            yield Reminder(step.kind, promised.due_on, going_out)


def slot_of(step: Step, promised: Promised) -> dt.datetime | None:
    """The morning of this step; None when there is none before the date itself has passed.

    Something promised with less time than the step asks for gets it on the next working morning after the promise.
    """
    hours = promised.hours
    day = clock.add_working_days(promised.due_on, step.working_days, list(hours.days))
    if _mail_moment(day, hours) <= promised.touched_at:
        promised_on = clock.local(promised.touched_at, hours.zone).date()
        day = clock.add_working_days(promised_on, 1, list(hours.days))
    return _mail_moment(day, hours) if day <= promised.due_on else None


def next_working_moment(moment: dt.datetime, hours: Hours) -> dt.datetime:
    """`moment` itself inside working hours, otherwise the next morning at which mail about work may arrive."""
    local = clock.local(moment, hours.zone)
    is_working_day = not hours.days or local.isoweekday() in hours.days
    if is_working_day and hours.starts <= local.time() < hours.ends:
        return moment
    if is_working_day and local.time() < hours.starts:
        return _mail_moment(local.date(), hours)
    return _mail_moment(clock.add_working_days(local.date(), 1, list(hours.days)), hours)


def _mail_moment(day: dt.date, hours: Hours) -> dt.datetime:
    return clock.at(day, hours.mail_time, hours.zone)
