"""When mail about work may reach somebody. Pure; reckoned in their own zone, fresh each time, so that neither a weekend
nor the switch to summer time moves a morning.
"""

import datetime as dt
from dataclasses import dataclass

from postmortems.shared import clock

MORNING = dt.time(9, 30)
# Whatever somebody's hours are: nothing about work before or after these (PRACTICE.md section 5).
EARLIEST, LATEST = dt.time(8, 0), dt.time(18, 0)


@dataclass(frozen=True)
class Hours:
    """When somebody works: a zone by name, local times, ISO weekdays. No weekdays at all means every day."""

    zone: str
    starts: dt.time
    ends: dt.time
    days: tuple[int, ...]

    @property
    def opens(self) -> dt.time:
        return max(self.starts, EARLIEST) if self._touches_the_day else EARLIEST

    @property
    def closes(self) -> dt.time:
        return min(self.ends, LATEST) if self._touches_the_day else LATEST

    @property
    def mail_time(self) -> dt.time:
        """Half past nine, or the start of work for those who do not work then."""
        return MORNING if self.opens <= MORNING < self.closes else self.opens

    @property
    def _touches_the_day(self) -> bool:
        """Who works at night hears of it by day."""
        return max(self.starts, EARLIEST) < min(self.ends, LATEST)

    def is_working_day(self, day: dt.date) -> bool:
        return not self.days or day.isoweekday() in self.days

    def add(self, day: dt.date, count: int) -> dt.date:
        """`day` moved by `count` working days; with 0 the day itself, or the next working day."""
        if count:
            return clock.add_working_days(day, count, list(self.days))
        return day if self.is_working_day(day) else clock.add_working_days(day, 1, list(self.days))

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The local date of this moment."""
        return clock.local(moment, self.zone).date()

    def morning(self, day: dt.date) -> dt.datetime:
        """The moment (UTC) at which mail about work arrives on this day."""
        return clock.at(day, self.mail_time, self.zone)

    def morning_after(self, moment: dt.datetime) -> dt.datetime:
        """The first such moment later than `moment`."""
        today = self.day_of(moment)
        if self.is_working_day(today) and self.morning(today) > moment:
            return self.morning(today)
        return self.morning(self.add(today, 1))


def next_working_moment(moment: dt.datetime, hours: Hours) -> dt.datetime:
    """`moment` itself inside working hours, otherwise the next morning at which mail about work may arrive."""
    local = clock.local(moment, hours.zone)
    if hours.is_working_day(local.date()) and hours.opens <= local.time() < hours.closes:
        return moment
    return hours.morning_after(moment)


def week_opens(moment: dt.datetime, hours: Hours) -> dt.datetime:
    """The morning of the first working day of a week, from `moment` on: when the Monday list comes."""
    first = min(hours.days, default=1)
    today = hours.day_of(moment)
    day = today + dt.timedelta(days=(first - today.isoweekday()) % 7)
    morning = hours.morning(day)
    return morning if morning >= moment else hours.morning(day + dt.timedelta(days=7))
