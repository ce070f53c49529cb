"""The list of what is on record."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from postmortems.reviews.access import visible_to
from postmortems.reviews.markup import options, rows
from postmortems.reviews.papers import list_paper
from postmortems.reviews.queries import STATES, Filters, asked_for, choices, page_of
from postmortems.shared.copying import copy_page
from postmortems.shared.htmx import answer


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews that this person may see, newest first: filtered as the address asks, fifty at a time."""
    user: Any = request.user
    filters = _filters(request.GET)
    before, after = _number(request.GET, "before"), _number(request.GET, "after")
    page = page_of(asked_for(visible_to(user), filters, user=user), before=before, after=after)
    offered = choices()
    context = {
        "page": page,
        "filters": filters,
        "rows": rows(page.reviews, zone=user.zone),
        "teams": options(offered["teams"], chosen=filters.team),
        "services": options(offered["services"], chosen=filters.service),
        "states": _states(filters),
        "is_within": before is not None or after is not None,
        "asked": filters.address(),
        "mine_address": filters.address(mine=not filters.mine),
    }
    return answer(request, "reviews/page.html", context, fragment="reviews-list")


@require_safe
def copied(request: HttpRequest, asked: str) -> HttpResponse:
    """The list as people paste it: the first fifty of what is `asked` ("all", or as in the list's own address)."""
    user: Any = request.user
    filters = _filters(dict(parse_qsl(asked)))
    page = page_of(asked_for(visible_to(user), filters, user=user))
    back = f"{reverse('reviews')}?{filters.address()}"
    paper = list_paper(page.reviews, href=request.build_absolute_uri)
    return render(request, "parts/copied.html", copy_page(paper, request.GET.get("as", ""), back=back))


def _filters(asked: Mapping[str, Any]) -> Filters:
    """What an address asks for; what it asks for in odd ways is left aside."""
    state = asked.get("state", "")
    return Filters(
        words=asked.get("words", "").strip()[:200],
        state=state if state in STATES else "",
        mine=bool(asked.get("mine")),
        team=_number(asked, "team"),
        service=_number(asked, "service"),
    )


def _number(asked: Mapping[str, Any], name: str) -> int | None:
    said = asked.get(name, "")
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 10 else None


def _states(filters: Filters) -> list[dict[str, Any]]:
    """The doors to each state, with the address that asks for it and everything else that is asked."""
    doors = [("", _("All")), *((name, label) for name, (label, _states) in STATES.items())]
    return [
        {"label": label, "address": filters.address(state=name), "is_here": filters.state == name}
        for name, label in doors
    ]
