"""One figure: its picture, its formula, its table, and the list behind each of its numbers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.insights.behind import listed
from postmortems.insights.catalogue import entry
from postmortems.insights.queries import Facts
from postmortems.insights.showing import shown
from postmortems.insights.window import LENGTHS, length


@require_safe
def figure(request: Request, slug: str) -> HttpResponse:
    """`list` names a number, `from` the place in its list."""
    found = entry(slug)
    if found is None:
        raise Http404
    facts = Facts(request.user, length(request.GET.get("days", "")))
    here = shown(found, facts)
    wanted = request.GET.get("list", "")
    chosen = next((one for one in here.figure.behind if one.name == wanted), None)
    chosen = chosen or next((one for one in here.figure.behind if one.n), None)
    start = request.GET.get("from", "")
    place = int(start) if start.isdecimal() and start.isascii() and len(start) < 7 else 0
    context = {"here": here, "facts": facts, "lengths": LENGTHS, "is_cut": facts.is_cut, "slug": slug}
    context["listed"] = listed(chosen, user=request.user, start=place) if chosen else None
    return render(request, "insights/figure.html", context)
