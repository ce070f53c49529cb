"""The first page of insights, the page of all figures, and what is not shown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.actions.board import count
from postmortems.actions.choosing import ALL
from postmortems.insights.catalogue import CATALOGUE, Entry, first
from postmortems.insights.queries import Facts
from postmortems.insights.refused import REFUSED
from postmortems.insights.showing import shown
from postmortems.insights.window import LENGTHS, length


@require_safe
def insights(request: Request) -> HttpResponse:
    """What needs a decision, and four figures."""
    counts = count(request.user, teams=[], show=ALL)
    return _page(request, "insights/page.html", first(), counts=counts)


@require_safe
def everything(request: Request) -> HttpResponse:
    """All figures. What is switched on for larger organisations only stays behind its own door in a small one."""
    return _page(request, "insights/all.html", CATALOGUE)


@require_safe
def not_shown(request: Request) -> HttpResponse:
    return render(request, "insights/not_shown.html", {"refused": REFUSED})


def _page(request: Request, template: str, entries: "list[Entry] | tuple[Entry, ...]", **more: object) -> HttpResponse:
    facts = Facts(request.user, length(request.GET.get("days", "")))
    figures = [shown(one, facts) for one in entries if one.is_light or not facts.is_small]
    context = {"figures": figures, "facts": facts, "lengths": LENGTHS, "is_cut": facts.is_cut}
    return render(request, template, context | more)
