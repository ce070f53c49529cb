"""The time that is looked back on: a month, or a quarter of a year. Pure; the calendar is whoever's looks."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from postmortems.shared import clock
from postmortems.shared.reading_for import date_words

MONTH, QUARTER = 1, 3  # months
_SAID = re.compile(r"(20[0-9]{2})-(?:(0[1-9]|1[0-2])|Q([1-4]))")


@dataclass(frozen=True)
class Span:
    """So many whole months from the first of one on."""

    first: dt.date
    months: int

    @classmethod
    def around(cls, day: dt.date, months: int) -> Self:
        """The month or quarter that this day lies in."""
        return cls(dt.date(day.year, day.month - (day.month - 1) % months, 1), months)

    @classmethod
    def said(cls, name: str) -> Self | None:
        """From "2026-10" or "2026-Q4", as an address says it; None from anything else."""
        found = _SAID.fullmatch(name)
        if found is None:
            return None
        year, month, quarter = found.groups()
        if quarter:
            return cls(dt.date(int(year), int(quarter) * QUARTER - 2, 1), QUARTER)
        return cls(dt.date(int(year), int(month), 1), MONTH)

    @property
    def before(self) -> Self:
        return type(self).around(self.first - dt.timedelta(days=1), self.months)

    @property
    def after(self) -> Self:
        return type(self).around(self.last + dt.timedelta(days=1), self.months)

    @property
    def last(self) -> dt.date:
        end = self.first.month - 1 + self.months
        return dt.date(self.first.year + end // 12, end % 12 + 1, 1) - dt.timedelta(days=1)

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return self.first, self.last

    def moments(self, zone: str) -> tuple[dt.datetime, dt.datetime]:
        """From the first moment on to the one that is no longer in it, on clocks in this zone."""
        return clock.at(self.first, dt.time.min, zone), clock.at(self.after.first, dt.time.min, zone)

    @property
    def slug(self) -> str:
        if self.months == QUARTER:
            return f"{self.first:%Y}-Q{self._quarter}"
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """What a sentence calls it: "October", "the third quarter"."""
        if self.months == MONTH:
            return date_words(self.first, "F")
        quarters = (_("the first quarter"), _("the second quarter"), _("the third quarter"), _("the fourth quarter"))
        return quarters[self._quarter - 1]

    @property
    def label(self) -> str:
        """The same with its year, where several stand side by side."""
        if self.months == MONTH:
            return date_words(self.first, "F Y")
        return _("Q%(quarter)d %(year)d") % {"quarter": self._quarter, "year": self.first.year}

    @property
    def _quarter(self) -> int:
        return self.last.month // QUARTER
