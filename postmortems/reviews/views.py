"""Putting something on record, and the list of what is on record."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from postmortems.reviews.access import review_for, visible_to
from postmortems.reviews.forms import RecordForm
from postmortems.reviews.papers import list_paper
from postmortems.reviews.queries import STATES, Filters, asked_for, choices, page_of, service_names
from postmortems.reviews.services import put_on_record
from postmortems.shared import clock
from postmortems.shared.copying import copy_page
from postmortems.shared.htmx import answer, done
from postmortems.wording.bringing import bring_back
from postmortems.wording.services import drop_draft


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews that this person may see, newest first: filtered as the address asks, fifty at a time."""
    user: Any = request.user
    filters = _filters(request.GET)
    before, after = _number(request.GET, "before"), _number(request.GET, "after")
    page = page_of(asked_for(visible_to(user), filters, user=user), before=before, after=after)
    context = {
        "page": page,
        "filters": filters,
        "choices": choices(),
        "states": _states(filters),
        "is_within": before is not None or after is not None,
        "asked": filters.address(),
        "mine_address": filters.address(mine=not filters.mine),
        "zone": user.zone,
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


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Three fields. Any words are taken; only a truly empty first field is asked for once more."""
    user: Any = request.user
    form = RecordForm(request.POST if request.method == "POST" else None, zone=user.zone)
    if form.is_bound and form.is_valid():
        review = put_on_record(report=form.report(), reporter=user, form_key=form.cleaned_data["form_key"])
        drop_draft(author=user, target="record:0", slot="noticed")
        return done(request, reverse("recorded", args=[review.ref]))
    bring_back(form, user=user, target="record:0", slot="noticed", field="noticed")
    context = {"form": form, "services": service_names()}
    status = 422 if form.is_bound else 200
    return answer(request, "reviews/record.html", context, fragment="reviews-record", status=status)


@require_safe
def recorded(request: HttpRequest, ref: str) -> HttpResponse:
    """What somebody reads right after filing: it is kept, and nobody is asked for anything tonight."""
    review = review_for(request, ref)
    user: Any = request.user
    noon = clock.local(clock.noon_after_night(review.filed_at, review.zone), user.zone).date()
    days = (noon - clock.today(user.zone)).days
    return render(request, "reviews/recorded.html", {"review": review, "noon": noon, "days": days})
