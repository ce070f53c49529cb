"""When somebody works, and when mail about work reaches them. Pure; reckoned in their zone, fresh each time: neither
a weekend, nor a holiday, nor the switch to summer time moves a morning.
"""

import datetime as dt
import functools
from dataclasses import dataclass

from postmortems.shared import clock
from postmortems.shared.public_holidays import days_in
from postmortems.shared.weeks import start_of_week

MORNING = dt.time(9, 30)
# Whatever somebody's hours are: nothing about work before or after these (PRACTICE.md section 5).
EARLIEST, LATEST = dt.time(8, 0), dt.time(18, 0)
# So long after its time a mail still goes out; one that missed it waits for the next (PRACTICE.md section 5).
SLOT = dt.timedelta(hours=3)
Spans = tuple[tuple[dt.date, dt.date], ...]
LONGEST_ABSENCE = dt.timedelta(days=400)  # no calendar keeps anybody away for ever


@dataclass(frozen=True)
class Hours:
    """When somebody works: a zone by name, local times, ISO weekdays. No weekdays at all means every day.

    `mail_at`: the time that they chose; without one it is `usual`, or the start of work for those who do not work then.
    `mail_days`: the weekdays on which they want mail; none means every working day. `place`: whose public holidays are
    theirs. `off`: spans of days, both ends included, on which they do not work.
    """

    zone: str
    starts: dt.time
    ends: dt.time
    days: tuple[int, ...]
    mail_at: dt.time | None = None
    usual: dt.time = MORNING
    mail_days: tuple[int, ...] = ()
    place: str = ""
    off: Spans = ()

    @property
    def mail_time(self) -> dt.time:
        """The local time at which mail about work comes."""
        if self.mail_at is not None:
            return self.mail_at
        opens, closes = max(self.starts, EARLIEST), min(self.ends, LATEST)
        if opens >= closes:  # who works at night hears of it by day
            opens, closes = EARLIEST, LATEST
        return self.usual if opens <= self.usual < closes else opens

    def is_working_day(self, day: dt.date) -> bool:
        return _works(self.days, self.place, self.off, day)

    def is_mail_day(self, day: dt.date) -> bool:
        wanted = not self.mail_days or day.isoweekday() in self.mail_days or not set(self.mail_days) & set(self.days)
        return wanted and self.is_working_day(day)

    def add(self, day: dt.date, count: int) -> dt.date:
        """`day` moved by `count` working days; with 0 the day itself, or the next working day."""
        return _moved(self.days, self.place, self.off, day, count)

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The local date of this moment."""
        return clock.local(moment, self.zone).date()

    def morning(self, day: dt.date) -> dt.datetime:
        """The moment (UTC) at which mail about work arrives on this day."""
        return _moment(day, self.mail_time, self.zone)

    def morning_after(self, moment: dt.datetime) -> dt.datetime:
        """The first morning of a working day later than `moment`, whether they want mail on it or not."""
        today = self.day_of(moment)
        if self.is_working_day(today) and self.morning(today) > moment:
            return self.morning(today)
        return self.morning(self.add(today, 1))

    def next_slot(self, moment: dt.datetime) -> dt.datetime:
        """`moment` itself while the mail of this day may still go out, otherwise the next time at which mail comes."""
        day = self.day_of(moment)
        if self.is_mail_day(day) and self.morning(day) <= moment < self._closes(day):
            return moment
        if self.morning(day) <= moment:
            day += dt.timedelta(days=1)
        last = day + LONGEST_ABSENCE
        while not self.is_mail_day(day) and day < last:
            day += dt.timedelta(days=1)
        return self.morning(day)

    def _closes(self, day: dt.date) -> dt.datetime:
        return min(self.morning(day) + SLOT, clock.at(day, LATEST, self.zone))

    def list_day(self, day: dt.date, weekday: int) -> dt.date:
        """The day of this week's list: the weekday it comes on, or the next mail day of that week or after it."""
        first = start_of_week(day, starts=weekday)
        last = first + LONGEST_ABSENCE
        while not self.is_mail_day(first) and first < last:
            first += dt.timedelta(days=1)
        return first


# The same few days are asked for again and again where many items are looked at.
@functools.lru_cache(maxsize=50_000)
def _works(days: tuple[int, ...], place: str, off: Spans, day: dt.date) -> bool:
    if days and day.isoweekday() not in days:
        return False
    if any(first <= day <= last for first, last in off):
        return False
    return not place or day not in days_in(place, day.year)


@functools.lru_cache(maxsize=50_000)
def _moved(days: tuple[int, ...], place: str, off: Spans, day: dt.date, count: int) -> dt.date:
    step = dt.timedelta(days=1 if count >= 0 else -1)
    left, end = abs(count), day + step * (abs(count) * 7 + LONGEST_ABSENCE.days)
    if not left:
        left, day = 1, day - step
    while left and day != end:
        day += step
        left -= _works(days, place, off, day)
    return day


@functools.lru_cache(maxsize=50_000)
def _moment(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    return clock.at(day, time, zone)
