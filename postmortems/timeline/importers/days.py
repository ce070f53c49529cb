"""Which day a printed time belongs to, as one walks down a log: separators, missing years, and midnight. Pure."""

import datetime as dt
from dataclasses import dataclass

from postmortems.timeline.importers.stamps import WEEKDAYS, Day, Stamp, is_a_date

# A clock that goes back by more than this has passed midnight; by less, somebody answered late.
MIDNIGHT = dt.timedelta(hours=6)


@dataclass(slots=True)
class Days:
    """Walks along. `near` is a day that the log is thought to be about; it stands in where none is printed.

    `is_month_first` decides 04/06/2026, `is_twelve` whether a bare 2:03 may be the afternoon's, `zone` which clock
    holds where a line names none: each for the whole of what was brought.
    """

    near: dt.date
    is_month_first: bool = True
    is_twelve: bool = False
    zone: dt.tzinfo | None = None
    day: dt.date | None = None
    is_guessed: bool = True
    last: dt.datetime | None = None

    def open(self, said: Day) -> bool:
        """A line that is nothing but a date: the day of what follows. False when there is no such day."""
        date = self.date_of(said)
        if date is None:
            return False
        self.day, self.is_guessed, self.last = date, said.year is None, None
        return True

    def moment(self, stamp: Stamp) -> tuple[dt.datetime, bool] | None:
        """The moment, aware where the stamp names a zone, and whether its day is a guess."""
        if stamp.day:
            date = self.date_of(stamp.day)
            if date is None:
                return None
            self.day, self.is_guessed = date, stamp.day.year is None
        elif self.day is None:
            self.day = self.near
        at = dt.datetime.combine(self.day or self.near, self._time(stamp))
        if not stamp.day and self.last and at < self.last - MIDNIGHT:
            at += dt.timedelta(days=1)
            self.day = at.date()
        self.last = at
        zone = stamp.zone or self.zone
        return at.replace(tzinfo=zone).astimezone(dt.UTC) if zone else at, self.is_guessed

    def _time(self, stamp: Stamp) -> dt.time:
        """The time of day. Where others say am and pm, a bare 2:03 after 2:02 pm is the afternoon's."""
        if not self.is_twelve or stamp.is_half or self.last is None or not 1 <= stamp.time.hour <= 12:
            return stamp.time
        halves = [stamp.time.replace(hour=stamp.time.hour % 12 + half) for half in (0, 12)]
        later = [time for time in halves if time >= self.last.time().replace(second=0, microsecond=0)]
        return (later or halves)[0]

    def date_of(self, said: Day) -> dt.date | None:
        """The date of the calendar that was meant; None where there is none."""
        if said.word:
            return self._worded(said.word)
        if said.is_either and not self.is_month_first:
            said = Day(said.year, said.day, said.month)
        if said.year:
            return dt.date(said.year, said.month, said.day) if is_a_date(said) else None
        years = [self.near.year + step for step in (0, -1, 1)]
        dates = [dt.date(year, said.month, said.day) for year in years if _exists(year, said)]
        return min(dates, key=lambda date: abs(date - self.near)) if dates else None

    def _worded(self, word: str) -> dt.date:
        """Today and yesterday were said when it was copied; a weekday is the next one from where we stand."""
        if word == "today":
            return self.day + dt.timedelta(days=1) if self.day == self._yesterday else self.near
        if word == "yesterday":
            return self._yesterday
        weekday = WEEKDAYS.index(word)
        start = self.day or self.near - dt.timedelta(days=6)
        return start + dt.timedelta(days=(weekday - start.weekday()) % 7)

    @property
    def _yesterday(self) -> dt.date:
        return self.near - dt.timedelta(days=1)


def _exists(year: int, said: Day) -> bool:
    return is_a_date(Day(year, said.month, said.day))
