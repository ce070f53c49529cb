"""What else could be asked of what was found: each filter, and how many reviews every choice of it would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Team
from postmortems.factors.tag import Tag
from postmortems.factors.taxonomy import Code, Sign
from postmortems.library.filters import WINDOWS, Filters
from postmortems.library.finding import Hit
from postmortems.library.models import Part
from postmortems.reviews.models import Kind, Service
from postmortems.reviews.queries import CHOICES
from postmortems.reviews.states import SETTLED
from postmortems.shared.reading_for import date_words

Counted = dict[str, dict[Any, tuple[str, int]]]  # of each filter: value -> what it is called, how many reviews

# Each filter's values among the reviews that were found, in one look at them. When a review began is said as
# `finding.with_start` says it; conditions are those of documents that `finding.documents` lets be found.
COUNTED = """
WITH found AS MATERIALIZED (
    SELECT r.id, r.kind, r.team_id, r.state, extract(year FROM coalesce(
        (SELECT min(started_at) FROM postmortems_incident WHERE review_id = r.id AND deleted_at IS NULL), r.filed_at
    ) AT TIME ZONE %(zone)s) AS year
    FROM postmortems_review r WHERE r.id = ANY(%(reviews)s)
), conditions AS MATERIALIZED (
    SELECT f.id, d.code, d.sign FROM found f
    JOIN postmortems_contributingfactor c ON c.review_id = f.id
    JOIN postmortems_searchdocument d ON d.source = 'factor' AND d.object_id = c.id
    WHERE d.is_settled OR f.state <> ALL(%(settled)s)
)
SELECT name, value, label, count(DISTINCT id) FROM (
    SELECT 'kind' AS name, kind::text AS value, '' AS label, id FROM found
    UNION ALL SELECT 'year', year::text, '', id FROM found
    UNION ALL SELECT 'team', t.id::text, t.name, f.id FROM found f JOIN accounts_team t ON t.id = f.team_id
    UNION ALL SELECT 'code', code, '', id FROM conditions
    UNION ALL SELECT 'sign', sign, '', id FROM conditions
    UNION ALL SELECT 'tag', t.id::text, t.name, f.id
        FROM found f JOIN postmortems_tagged a ON a.review_id = f.id JOIN postmortems_tag t ON t.id = a.tag_id
    UNION ALL SELECT 'service', s.id::text, s.name, f.id
        FROM found f JOIN postmortems_incident i ON i.review_id = f.id AND i.deleted_at IS NULL
        JOIN postmortems_incident_services l ON l.incident_id = i.id JOIN postmortems_service s ON s.id = l.service_id
) has
GROUP BY name, value, label ORDER BY name, label, value
"""
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
    """The filters of the form; one query, and one more for each of service, tag and team that is chosen."""
    found = _found({hit.review for hit in hits})
    years = sorted({*found["year"], *filter(None, [filters.year])}, reverse=True)
    asked: list[tuple[str, Any, Any, Iterable[tuple[Any, Any]]]] = [
        ("service", _("Service"), _("every service"), _named(Service, found["service"], filters.service)),
        ("code", _("Kind of condition"), _("every kind"), Code.choices),
        ("sign", _("What it did"), _("all of it"), Sign.choices),
        ("tag", _("Tag"), _("every tag"), _named(Tag, found["tag"], filters.tag)),
        ("kind", _("What was reviewed"), _("everything"), Kind.choices),
        ("team", _("Team"), _("every team"), _named(Team, found["team"], filters.team)),
        ("year", _("Year"), _("every year"), [(year, str(year)) for year in years]),
        ("days", _("How far back"), _("since the beginning"), _windows(filters) if filters.days else ()),
    ]
    return [
        Facet(name, label, every, _choices(values, Counter(_counts(found[name])), getattr(filters, name)))
        for name, label, every, values in asked
    ]


def _found(reviews: set[int]) -> Counted:
    """How many of these reviews have each service, kind, team ..., and what that is called; one query."""
    found: Counted = defaultdict(dict)
    if reviews:
        asked: dict[str, Any] = {
            "reviews": list(reviews),
            "zone": get_current_timezone_name(),
            "settled": list(SETTLED),
        }
        with connection.cursor() as cursor:
            cursor.execute(COUNTED, asked)
            for name, value, label, count in cursor.fetchall():
                found[name][int(value) if value.isdecimal() else value] = (label, count)
    return found


def _counts(those: dict[Any, tuple[str, int]]) -> dict[Any, int]:
    return {value: count for value, (_label, count) in those.items()}


def _named(model: Any, those: dict[Any, tuple[str, int]], chosen: int | None) -> list[tuple[Any, str]]:
    """What can be chosen: of a table the first by name, or, while nothing of it is chosen, those that were found."""
    if chosen:
        return list(model.objects.values_list("pk", "name")[:CHOICES])
    return [(value, label) for value, (label, _count) in those.items()][:CHOICES]


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
