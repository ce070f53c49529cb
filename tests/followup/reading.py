"""PRACTICE.md section 5 read a second time, day by day, without a line of the application: what one owner who never
answers, or says a word on some days, must hear about one item. tests/followup and `make prove` hold the policy to it.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MOST, REST = 4, 5
Line = tuple[dt.date, str, str]  # the day, what is said, to whom


@dataclass
class Life:
    """One action item, promised, with one owner. `words`: the days on which anybody said something, at noon."""

    due: dt.date
    promised_on: dt.date
    works: Callable[[dt.date], bool]
    words: tuple[dt.date, ...] = ()
    heard: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        span = range(-400, 1200)
        self.calendar = [day for n in span if self.works(day := self.promised_on + dt.timedelta(days=n))]

    def working_days(self, after: dt.date, until: dt.date) -> int:
        """How many working days lie after the first day, up to and with the second."""
        return max(0, bisect_right(self.calendar, until) - bisect_right(self.calendar, after))

    def first_working_day(self, day: dt.date) -> dt.date:
        while not self.works(day):
            day += dt.timedelta(days=1)
        return day

    def read(self, until: dt.date) -> list[Line]:
        day = self.promised_on
        while day < until:
            day += dt.timedelta(days=1)
            if self.works(day):
                self.heard += self._on(day)
        return self.heard

    def _on(self, day: dt.date) -> Iterator[Line]:
        """On a morning at most one thing is said about one item; a notice in the app is none of them."""
        said = {what for _day, what, _to in self.heard}
        spoken = max([self.promised_on, *(one for one in self.words if one < day)])
        to_owner = [one for one, what, to in self.heard if "owner" in to and what != "room_soon"]
        unanswered = sum(one > spoken for one in to_owner)
        first = self.first_working_day(self.due)
        silent = self.working_days(max(first, spoken), day)
        if self._tomorrow_is_room(day, said, first, spoken, to_owner) and "room_soon" not in said:
            yield (day, "room_soon", "owner")
        if to_owner and self.working_days(to_owner[-1], day) < REST:
            return
        left = self.working_days(day, first)
        owner = "owner" if unanswered < MOST else ""
        if day < first and 0 < left <= 5 and "due_soon" not in said and self.working_days(spoken, first) > 5 and owner:
            yield (day, "due_soon", owner)
        elif day >= first and spoken < first and self.working_days(first, day) <= 4 and "due" not in said and owner:
            yield (day, "due", owner)
        elif day > first and 5 <= silent <= 25 and "in_the_way" not in said and owner:
            yield (day, "in_the_way", owner)
        elif 10 <= silent <= 30 and "in_the_way" in said and "replan" not in said:
            yield (day, "replan", "owner and keeper" if owner else "keeper")
        elif 15 <= silent <= 35 and "room_soon" in said and "room" not in said:
            yield (day, "room", "team")

    def _tomorrow_is_room(
        self, day: dt.date, said: set[str], first: dt.date, spoken: dt.date, to_owner: list[dt.date]
    ) -> bool:
        """Whether the team is asked on the next working day at the earliest."""
        after = self.first_working_day(day + dt.timedelta(days=1))
        rested = not to_owner or self.working_days(to_owner[-1], after) >= REST
        return "replan" in said and rested and 15 <= self.working_days(max(first, spoken), after) <= 35
