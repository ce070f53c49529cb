"""What else could be asked of what was found: each filter, and how many reviews every choice of it would leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Team
from postmortems.factors.tag import Tag, Tagged
from postmortems.factors.taxonomy import Code, Sign
from postmortems.library.filters import WINDOWS, Filters
from postmortems.library.finding import Hit, documents, with_start
from postmortems.library.models import Part
from postmortems.reviews.models import Incident, Kind, Review, Service
from postmortems.reviews.queries import CHOICES
from postmortems.shared.reading_for import date_words

Pairs = set[tuple[Any, Any]]  # (review, what it has)
# Titles and what people noticed are found with everything else; nobody asks for them alone.
PARTS = [part for part in Part if part not in (Part.TITLE, Part.NOTICED)]


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen. `count` is None where choosing it would ask for something else than was found."""

    value: Any
    label: Any
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter of the form."""

    name: str
    label: str | Promise
    every: str | Promise
    choices: list[Choice]


def parts(hits: list[Hit], filters: Filters) -> list[Choice]:
    """Where it may stand; the first is everywhere. Pure."""
    found = Counter(part for _review, part in {(hit.review, hit.part) for hit in hits})
    everywhere = Choice("", _("Everywhere"), None, not filters.part)
    return [everywhere, *_choices(((part, part.label) for part in PARTS), found, filters.part)]


def facets(hits: list[Hit], filters: Filters) -> list[Facet]:
    """The filters of the form; seven queries."""
    reviews = {hit.review for hit in hits}
    kinds, teams, years = _of_reviews(reviews)
    codes, signs = _of_conditions(reviews)
    named = list(Service.objects.values_list("pk", "name")[:CHOICES])
    team_names = list(Team.objects.values_list("pk", "name")[:CHOICES])
    begun = sorted({*(year for _review, year in years), *filter(None, [filters.year])}, reverse=True)
    asked: list[tuple[str, Any, Any, Iterable[tuple[Any, Any]], Pairs]] = [
        ("service", _("Service"), _("every service"), named, _of_services(reviews)),
        ("code", _("Kind of condition"), _("every kind"), Code.choices, codes),
        ("sign", _("What it did"), _("all of it"), Sign.choices, signs),
        ("tag", _("Tag"), _("every tag"), list(Tag.objects.values_list("pk", "name")), _of_tags(reviews)),
        ("kind", _("What was reviewed"), _("everything"), Kind.choices, kinds),
        ("team", _("Team"), _("every team"), team_names, teams),
        ("year", _("Year"), _("every year"), [(year, str(year)) for year in begun], years),
        ("days", _("How far back"), _("since the beginning"), _windows(filters) if filters.days else (), set()),
    ]
    return [
        Facet(name, label, every, _choices(values, Counter(value for _review, value in pairs), getattr(filters, name)))
        for name, label, every, values, pairs in asked
    ]


def _windows(filters: Filters) -> list[tuple[int, str]]:
    """Asked for by the radar's numbers; a window that somebody typed stands among them."""
    if filters.until:
        day = date_words(filters.until, "j F Y")
        said = ngettext("%(n)d day, up to %(day)s", "%(n)d days, up to %(day)s", filters.days or 0)
        return [(filters.days or 0, said % {"n": filters.days, "day": day})]
    days = sorted({*WINDOWS, filters.days or 0} - {0})
    return [(one, ngettext("the last %(n)d day", "the last %(n)d days", one) % {"n": one}) for one in days]


def _choices(values: Iterable[tuple[Any, Any]], found: Counter[Any], chosen: Any) -> list[Choice]:
    """What would leave something; once one is chosen, all of them, for what else there is was not counted."""
    return [
        Choice(value, label, None if chosen else found[value], value == chosen)
        for value, label in values
        if chosen or found[value]
    ]


def _of_reviews(reviews: set[int]) -> tuple[Pairs, Pairs, Pairs]:
    begun = with_start(Review.objects.filter(pk__in=reviews)).annotate(year=ExtractYear("began"))
    rows = list(begun.values_list("pk", "kind", "team", "year"))
    kinds, teams, years = ({(row[0], row[at]) for row in rows} for at in (1, 2, 3))
    return kinds, teams, years


def _of_services(reviews: set[int]) -> Pairs:
    touched = Incident.objects.filter(review__in=reviews, services__isnull=False)
    return set(touched.order_by().values_list("review", "services"))


def _of_tags(reviews: set[int]) -> Pairs:
    return set(Tagged.objects.filter(review__in=reviews).values_list("review", "tag"))


def _of_conditions(reviews: set[int]) -> tuple[Pairs, Pairs]:
    rows = documents().filter(source="factor", review__in=reviews).values_list("review", "code", "sign")
    found = list(rows)
    return {(review, code) for review, code, _sign in found}, {(review, sign) for review, _code, sign in found}
