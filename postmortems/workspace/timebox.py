"""Good days for what a review waits for (PRACTICE.md section 1). Pure.

Targets, never walls: counted backwards in working days from the meeting that people chose, forwards from the end of
the impact where none is chosen yet, and never before noon of the working day after a night.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Depth
from postmortems.shared import clock

WEEKDAYS = [1, 2, 3, 4, 5]
ACKNOWLEDGED, DECIDED, OWNED, MET = 1, 2, 3, 4  # working days after it was over
PRE_READ, ASKED = 1, 3  # working days before the meeting
SETTLED = 2  # after it: ideas mature, then the plan
NOTE, FULL = 5, 10  # until it is shared
WITHOUT_MEETING = (Depth.NOTE, "")


@dataclass(frozen=True, kw_only=True)
class Holds:
    """What a review has by now, and the moments that its days are counted from."""

    over_at: dt.datetime
    filed_at: dt.datetime
    zone: str
    meeting_at: dt.datetime | None = None
    depth: str = ""
    is_acknowledged: bool = False
    is_owned: bool = False
    is_settled: bool = False
    settles: bool = False  # a larger organisation lets ideas settle after the meeting


@dataclass(frozen=True)
class Target:
    """One thing and the day that is good for it."""

    day: dt.date
    what: str | Promise


def targets(holds: Holds, *, today: dt.date) -> list[Target]:
    """What is still to come, the nearest first. A day that went by is today: nobody is told that they are late."""
    if holds.is_settled:
        return []
    first = clock.local(clock.noon_after_night(holds.filed_at, holds.zone), holds.zone).date()
    earliest = max(first, today) if today >= first else first
    found = [Target(max(day, earliest), what) for day, what in _wanted(holds)]
    return sorted(found, key=lambda target: target.day)


def _wanted(holds: Holds) -> Iterator[tuple[dt.date, str | Promise]]:
    over = clock.local(holds.over_at, holds.zone).date()
    if not holds.is_acknowledged:
        yield _after(over, ACKNOWLEDGED), _("a leader’s word")
    if not holds.depth:
        yield _after(over, DECIDED), _("how much review it is worth")
    if not holds.is_owned:
        yield _after(over, OWNED), _("somebody owns the review")
    if holds.meeting_at is not None:
        yield from _around(clock.local(holds.meeting_at, holds.zone).date(), settles=holds.settles)
    elif holds.depth not in WITHOUT_MEETING:
        yield _after(over, MET), _("people meet")
    yield _after(over, NOTE if holds.depth == Depth.NOTE else FULL), _("it is shared")


def _around(meeting: dt.date, *, settles: bool) -> Iterator[tuple[dt.date, str | Promise]]:
    yield _after(meeting, -ASKED), _("those who were there add what they saw")
    yield _after(meeting, -PRE_READ), _("there is something to read before the meeting")
    if settles:
        yield _after(meeting, SETTLED), _("what follows is chosen")


def _after(day: dt.date, count: int) -> dt.date:
    return clock.add_working_days(day, count, WEEKDAYS)
