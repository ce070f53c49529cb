"""When a team is asked: a round of thirty days, twice a year, counted from the day it was first switched on.

Pure. The whole organisation has the same rounds. Days are those of UTC.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

EVERY = 6  # months
LASTS = dt.timedelta(days=30)


@dataclass(frozen=True)
class Round:
    """One time of asking, from `opens_on` to the day before `closes_on`."""

    opens_on: dt.date

    @property
    def closes_on(self) -> dt.date:
        """The first day on which nobody can answer any more, and the sums are shown."""
        return self.opens_on + LASTS

    @property
    def last_on(self) -> dt.date:
        return self.closes_on - dt.timedelta(days=1)

    def is_open(self, today: dt.date) -> bool:
        return self.opens_on <= today < self.closes_on


def newest(first_on: dt.date, today: dt.date) -> Round | None:
    """The round that opened last; none before the first one."""
    months = (today.year - first_on.year) * 12 + today.month - first_on.month
    opened = [later(first_on, months // EVERY * EVERY - back) for back in (0, EVERY)]
    return next((Round(day) for day in opened if first_on <= day <= today), None)


def following(first_on: dt.date, today: dt.date) -> Round:
    """The round that opens next."""
    last = newest(first_on, today)
    if last is None:
        return Round(first_on)
    months = (last.opens_on.year - first_on.year) * 12 + last.opens_on.month - first_on.month
    return Round(later(first_on, months + EVERY))


def later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
