"""Open action items in other groups than by need: by team, review, service or type, as pages of one sorted list."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from postmortems.actions.choosing import REVIEW, SERVICE, TEAM, TYPE
from postmortems.actions.reading import COLUMNS, items_of
from postmortems.reviews.models import Incident, Service

FIRST = 20  # services that are looked at before all of them are
LAST = "\U0010ffff"  # sorts after every name
WITHOUT: dict[str, str | Promise] = {
    TEAM: gettext_lazy("No team"),
    SERVICE: gettext_lazy("No service"),
    TYPE: gettext_lazy("Not sorted yet"),
}


Place = tuple[str, str, int]


def in_piles(rows: Any, *, by: str, place: Place | None, most: int) -> Any:
    """The lines of at most `most` rows and one more, sorted by group, date and number, from `place` on."""
    far = Value("9999-12-31")
    rows = rows.annotate(pile=_key(by), day=Coalesce(Cast("due_on", CharField()), far))
    if place:
        pile, day, pk = place
        later = Q(day__gt=day) | Q(day=day, pk__gt=pk)
        rows = rows.filter(Q(pile__gt=pile) | (Q(pile=pile) & later))
    return rows.order_by("pile", "day", "pk").values_list("pile", "day", *COLUMNS)[: most + 1]


def among_first(rows: Any, *, place: Place | None) -> Any:
    """Those of the rows that touch one of the next services of the alphabet. What has its first service among these is
    all there: enough for a page where much is open, and nobody asks of everything that is open which service is first.
    """
    names = Service.objects.order_by("name").filter(name__gte=place[0] if place else "")
    touched = Incident.objects.filter(services__in=names.values("pk")[:FIRST]).order_by()
    return rows.filter(review__in=touched.values("review"))


def piled(lines: Sequence[Any], *, most: int) -> tuple[list[Any], str]:
    """The items of at most `most` of these lines, and the place where they end, if there are more."""
    found = items_of(line[2:] for line in lines[:most])
    for item, line in zip(found, lines, strict=False):
        item.pile = line[0]  # type: ignore[attr-defined]
    if len(lines) <= most:
        return found, ""
    last, day, *_rest = lines[most - 1]
    return found, json.dumps([last, day, found[-1].pk])


def _key(by: str) -> Any:
    """What the groups are sorted by; the newest review first."""
    nothing = Value(LAST)
    if by == TEAM:
        return Coalesce(F("team__name"), nothing)
    if by == REVIEW:
        return Cast(Value(10**9) - F("review__number"), CharField())
    if by == TYPE:
        return Coalesce(NullIf(F("type"), Value("")), nothing)
    touched = Service.objects.filter(incidents__review=OuterRef("review"), incidents__deleted_at=None)
    first = touched.order_by("name").values("name")[:1]
    return Coalesce(Subquery(first), nothing)


def pile_of(item: Any, by: str) -> tuple[str, str | Promise]:
    """The group of a row from `piled`: its name and its heading."""
    if by == REVIEW:
        return item.review.ref, f"{item.review.ref} {item.review.title}"
    if item.pile == LAST:
        return "", WITHOUT[by]
    if by == TYPE:
        return item.type, str(item.get_type_display()).capitalize()
    return item.pile, item.pile


def place_of(after: str) -> Place | None:
    try:
        pile, day, pk = json.loads(after)
        return str(pile), str(day), int(pk)
    except (ValueError, TypeError):
        return None
