"""Which themes came back: a kind of condition that a service met lately, and not for the first time in a year."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postmortems.factors.taxonomy import Code
from postmortems.library.filters import Filters
from postmortems.library.finding import begun_between
from postmortems.library.piles import Line, Pile
from postmortems.library.spans import Span
from postmortems.library.themes import Met, met_in
from postmortems.reviews.models import Review

YEAR = dt.timedelta(days=365)
AGAIN = 2  # reviews of a year from which on it came back


@dataclass(frozen=True)
class Theme:
    """In how many reviews of the year that ends with the quarter, and of the quarter itself."""

    code: str
    service: int
    name: str
    in_year: int
    lately: int
    until: dt.date

    @property
    def line(self) -> Line:
        asked = Filters(part="factor", code=self.code, service=self.service, days=YEAR.days, until=self.until)
        words = _("%(kind)s, on %(service)s") % {"kind": Code(self.code).label, "service": self.name}
        said = ngettext("%(n)d review in a year", "%(n)d reviews in a year", self.in_year) % {"n": self.in_year}
        return Line(words, f"{reverse('library')}?{asked.address('')}", beside=said)


@dataclass(frozen=True)
class Themes:
    """What was met most often first."""

    found: list[Theme]

    def pile(self, most: int) -> Pile:
        return Pile([theme.line for theme in self.found[:most]], max(0, len(self.found) - most))


def came_back(seen: QuerySet[Review], span: Span, *, zone: str) -> tuple[Themes, set[str]]:
    """The themes, and every kind of condition that was met in this time; two queries."""
    start, end = span.moments(zone)
    met = met_in(begun_between(seen, end - YEAR, end))
    lately = set(begun_between(seen, start, end).values_list("pk", flat=True))
    codes = {code for (code, _service), reviews in met.places.items() if lately & set(reviews)}
    return themes(met, lately, until=span.last), codes


def themes(met: Met, lately: set[int], *, until: dt.date) -> Themes:
    """Pure."""
    found = [
        Theme(code, service, met.names[service], len(reviews), len(lately & set(reviews)), until)
        for (code, service), reviews in met.places.items()
        if len(reviews) >= AGAIN and lately & set(reviews)
    ]
    return Themes(sorted(found, key=lambda one: (-one.in_year, -one.lately, one.code, one.name)))
