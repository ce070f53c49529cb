"""Have we seen this before, and does it get easier? Search and figures, for whom the token speaks."""

from html import unescape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags
from ninja import Query, Router

from accounts.requests import Request
from postmortems.api.answers import answer
from postmortems.api.shapes.learned import (
    FigureList,
    FiguresAsked,
    FigureShown,
    NumberBehind,
    PlaceFound,
    ReviewFound,
    SearchAsked,
    SearchPage,
)
from postmortems.insights.catalogue import CATALOGUE, Entry, entry
from postmortems.insights.queries import Facts
from postmortems.library.filters import Filters
from postmortems.library.page import search_page
from postmortems.library.results import Result

router = Router(tags=["what was learned"])


@router.get("/search", response=SearchPage, url_name="api-search", summary="Have we seen this before?")
def search(request: Request, asked: Query[SearchAsked]) -> HttpResponse:
    """What somebody may not see is neither found nor counted."""
    filters = Filters(kind=asked.kind, team=asked.team, service=asked.service, year=asked.year)
    found = search_page(request.user, asked.words.strip(), filters, asked.page)
    is_last = found["page"] >= found["pages"]
    page = SearchPage(
        items=[_found(one) for one in found["results"]] if asked.page == found["page"] else [],
        count=found["count"],
        is_counted=found["is_counted"],
        next=None if is_last else found["page"] + 1,
    )
    return answer(request, page)


def _found(one: Result) -> ReviewFound:
    places = [
        PlaceFound(part=place.part, excerpt=unescape(strip_tags(place.html)), url=settings.BASE_URL + place.href)
        for place in one.places
    ]
    url = settings.BASE_URL + one.href
    return ReviewFound(ref=one.review.ref, url=url, title=one.title, places=places, further=one.further)


@router.get("/insights", response=FigureList, url_name="api-insights", summary="Every figure")
def insights(request: Request, asked: Query[FiguresAsked]) -> HttpResponse:
    """Of what its reader may see. What is for larger organisations is left out in a small one."""
    facts = Facts(request.user, asked.days)
    shown = [_figure(one, facts) for one in CATALOGUE if one.is_light or not facts.is_small]
    today = facts.window.today.isoformat()
    return answer(request, FigureList(days=asked.days, today=today, is_cut=facts.is_cut, items=shown))


@router.get("/insights/{slug}", response=FigureShown, url_name="api-figure", summary="One figure")
def figure(request: Request, slug: str, asked: Query[FiguresAsked]) -> HttpResponse:
    found = entry(slug)
    if found is None:
        raise Http404
    return answer(request, _figure(found, Facts(request.user, asked.days)))


def _figure(one: Entry, facts: Facts) -> FigureShown:
    figure, said = one.measure(facts), one.definition
    return FigureShown(
        slug=one.slug,
        url=settings.BASE_URL + reverse("insights-figure", args=[one.slug]),
        name=str(said.name),
        asks=str(said.asks),
        formula=str(said.formula),
        says=figure.says,
        n=figure.n,
        is_few=figure.is_few,
        head=[str(word) for word in figure.head],
        rows=[[cell if isinstance(cell, int) else str(cell) for cell in row] for row in figure.rows],
        notes=list(figure.notes),
        behind=[NumberBehind(name=one.name, label=str(one.label), count=one.n) for one in figure.behind],
    )
