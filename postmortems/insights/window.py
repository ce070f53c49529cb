"""The stretch of days that a figure looks at, and how working days are counted. Pure."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from postmortems.shared.public_holidays import days_in

LENGTHS = (90, 180, 365)  # days (PRACTICE.md section 6)
USUAL = 180
FRIDAY = 5


@dataclass(frozen=True)
class Window:
    """The last `days` days up to and with `today`, on the organisation's clock: everybody reads the same number."""

    days: int
    today: dt.date

    @cached_property
    def before(self) -> dt.date:
        """The last day that does not belong to it any more."""
        return self.today - dt.timedelta(days=self.days)

    def holds(self, day: dt.date | None) -> bool:
        """Whether the day lies in it; what has no day does not."""
        return day is not None and self.before < day <= self.today


def length(said: str) -> int:
    """The length that an address asks for; the usual one for anything else."""
    return int(said) if said in map(str, LENGTHS) else USUAL


def working_days(first: dt.date, last: dt.date, *, place: str = "") -> int:
    """How many Mondays to Fridays lie after `first`, up to and with `last`; without the public holidays of `place`.
    The same day is 0. Negative where `last` comes first is never given: the caller says "unknown" instead.
    """
    count = _weekdays(last) - _weekdays(first)
    if not place:
        return count
    free = [_free_weekdays(place, year) for year in range(first.year, last.year + 1)]
    return count - sum(bisect_right(days, last) - bisect_right(days, first) for days in free)


def _weekdays(day: dt.date) -> int:
    """How many Mondays to Fridays there were up to and with this day; the first day of the calendar was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * FRIDAY + min(rest, FRIDAY)


@cache
def _free_weekdays(place: str, year: int) -> list[dt.date]:
    return sorted(day for day in days_in(place, year) if day.isoweekday() <= FRIDAY)
