"""From what the clock of a source showed to the moment it meant. Pure; zone, offset and day can change afterwards."""

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """How a source's times are read.

    `offset`: seconds to add. `begins_on`: the day on which its first time without one was read; `first_day` takes its
    place. `is_day_first`: 04/06 was read month first, and it is the other way round.
    """

    zone: str
    offset: int
    begins_on: dt.date
    first_day: dt.date
    is_day_first: bool = False

    @property
    def exact(self) -> "Clock":
        """The same clock as if it were right: what it showed."""
        return replace(self, offset=0)


def shown(at: dt.datetime, clock: Clock, *, is_day_guessed: bool, is_either_order: bool) -> dt.datetime:
    """What the source's own clock shows, day and month in order and on the day it began."""
    if is_either_order and clock.is_day_first:
        at = at.replace(month=at.day, day=at.month)
    return at + (clock.first_day - clock.begins_on) if is_day_guessed else at


def moment(
    at: dt.datetime, clock: Clock, *, names_its_zone: bool, is_day_guessed: bool, is_either_order: bool
) -> dt.datetime:
    """The moment in UTC. `at` holds the source's wall clock (marked UTC), or the moment where it names a zone."""
    there = shown(at, clock, is_day_guessed=is_day_guessed, is_either_order=is_either_order)
    if not names_its_zone:
        there = there.replace(tzinfo=ZoneInfo(clock.zone)).astimezone(dt.UTC)
    return there + dt.timedelta(seconds=clock.offset)
