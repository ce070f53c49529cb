"""Reading reviews: the list with its filters, in pages that cost the same wherever they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import FETCH_RAISE, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from postmortems.reviews.models import Incident, Participant, Review, Service
from postmortems.reviews.states import SETTLED, State

PAGE = 50
COUNTED = 1000  # a longer list says "more than 1,000": the exact number would cost a look at every row
CHOICES = 200  # names offered while filing; any other name can be typed
OPEN = [state for state in State if state not in SETTLED]
STATES: dict[str, tuple[str | Promise, list[State]]] = {
    "open": (_("Being worked on"), OPEN),
    "shared": (_("Shared"), [State.PUBLISHED, State.FOLLOW_UP]),
    "closed": (_("Closed"), [State.CLOSED]),
}


@dataclass(frozen=True)
class Filters:
    """What somebody asks of the list. Empty asks nothing."""

    words: str = ""
    state: str = ""
    mine: bool = False
    team: int | None = None
    service: int | None = None

    @property
    def is_any(self) -> bool:
        return self != Filters()

    @property
    def is_more(self) -> bool:
        """Whether one of those behind "More filters" is set."""
        return self.team is not None or self.service is not None

    def address(self, **changes: Any) -> str:
        """The part of an address that asks for this, with some things asked differently; empty for nothing at all."""
        asked = replace(self, **changes)
        named: dict[str, str | int] = {"words": asked.words, "state": asked.state, "mine": "1" if asked.mine else ""}
        named |= {"team": asked.team or "", "service": asked.service or ""}
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True)
class Page:
    """One page of a list. `older` is the number before which the next page begins, `newer` the one after which the
    page before it begins; None where there is none.
    """

    reviews: Sequence[Review]
    older: int | None
    newer: int | None = None
    count: int = field(default=0)

    @property
    def is_counted(self) -> bool:
        """Whether `count` is exact."""
        return self.count <= COUNTED


def involving(user: User) -> QuerySet[Any]:
    """The ids of the reviews that this person owns, facilitates, filed or took part in, each found by its index."""
    parts = [Review.objects.filter(**{role: user}).values("pk") for role in ("owner", "facilitator", "filed_by")]
    took_part = Participant.objects.filter(user=user).values("review")
    return parts[0].union(*parts[1:], took_part)


def asked_for(rows: QuerySet[Review], filters: Filters, *, user: User) -> QuerySet[Review]:
    """The rows that the filters let through."""
    if filters.state in STATES:
        rows = rows.filter(state__in=STATES[filters.state][1])
    if filters.team is not None:
        rows = rows.filter(team=filters.team)
    if filters.service is not None:
        touched = Incident.objects.filter(services=filters.service).order_by().values("review")
        rows = rows.filter(pk__in=touched)
    if filters.mine:
        rows = rows.filter(pk__in=involving(user))
    if words := search_words(filters.words):
        found = SearchQuery(words, search_type="raw", config="simple")
        rows = rows.annotate(told=SearchVector("title", config="simple")).filter(told=found)
    return rows


def search_words(typed: str) -> str:
    """What somebody typed as a search for all of the words, each from its beginning; anything but letters and digits
    parts them.
    """
    words = "".join(sign if sign.isalnum() else " " for sign in typed).split()
    return " & ".join(f"{word}:*" for word in words[:10])


# What a row of the list says, and no more: reading whole reviews, teams and people costs a third of the page.
SHOWN = ("number", "title", "kind", "state", "visibility", "filed_at", "team__name", "owner__display_name")


def page_of(rows: QuerySet[Review], *, before: int | None = None, after: int | None = None) -> Page:
    """The newest 50 of `rows`; those below the number `before`, or the 50 just above `after`. A page deep in the list
    costs what the first one costs. Two queries.
    """
    shown = _shown(rows)
    count = rows.order_by()[: COUNTED + 1].count()
    if after is not None:
        found = list(shown.filter(number__gt=after).order_by("number")[: PAGE + 1])
        page = found[:PAGE][::-1]
        newer = page[0].number if len(found) > PAGE else None
        return Page(page, older=page[-1].number if page else None, newer=newer, count=count)
    if before is not None:
        shown = shown.filter(number__lt=before)
    found = list(shown.order_by("-number")[: PAGE + 1])
    page = found[:PAGE]
    older = page[-1].number if len(found) > PAGE else None
    return Page(page, older=older, newer=page[0].number if before and page else None, count=count)


def lines(rows: QuerySet[Review], *, before: int | None = None) -> QuerySet[Review]:
    """The newest of `rows` first, those below the number `before`: each as a row of the list. One query."""
    shown = _shown(rows)
    return (shown.filter(number__lt=before) if before is not None else shown).order_by("-number")


def _shown(rows: QuerySet[Review]) -> QuerySet[Review]:
    shown = rows.select_related("team", "owner").only(*SHOWN).fetch_mode(FETCH_RAISE)
    return shown.annotate(services=services_named())


def services_named() -> ArraySubquery:
    """The names of the services that a review touched, in order of the alphabet."""
    names = (
        Service.objects.filter(incidents__review=OuterRef("pk"), incidents__deleted_at=None)
        .order_by("name")
        .values("name")
        .distinct()
    )
    return ArraySubquery(names)


def service_names() -> list[str]:
    """The services that somebody who files may choose from."""
    return list(Service.objects.filter(archived_at=None).values_list("name", flat=True)[:CHOICES])


def choices() -> dict[str, list[tuple[int, str]]]:
    """The teams and services to choose from in the list's filters, archived ones too: they keep their history."""
    teams = Team.objects.values_list("pk", "name")[:CHOICES]
    services = Service.objects.values_list("pk", "name")[:CHOICES]
    return {"teams": list(teams), "services": list(services)}
