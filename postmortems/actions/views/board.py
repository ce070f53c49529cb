"""The board of all action items that somebody may see."""

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.actions.board import board
from postmortems.actions.board_table import board_table
from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.choosing import ALL, MINE, TEAMS, WAYS, WORDS, choice_from
from postmortems.actions.copying import board_paper
from postmortems.actions.queries import teams_of
from postmortems.actions.saved_views import views_for
from postmortems.shared.copying import copy_page
from postmortems.shared.htmx import csv_answer


@require_safe
def actions(request: Request) -> HttpResponse:
    """Shows one's teams first, or everything to somebody who is in none."""
    teams, leads = teams_of(request.user)
    choice = choice_from(request.GET.dict(), teams=teams)
    found = board(request.user, teams=teams, choice=choice, leads=leads)
    context = {
        "board": found,
        "teams": teams,
        "back": choice.back,
        "shows": {show: choice.shown(show) for show in (TEAMS, MINE, ALL)},
        "ways": [(by, choice.grouped(by), WORDS[by]) for by in WAYS],
        "way": WORDS[choice.by],
        "saved": views_for(request.user),
        "has_ticks": bool(found.groups),
        "changed": _changed(request),
    }
    return render(request, "actions/board.html", context)


def _changed(request: Request) -> BulkChange | None:
    """What this person changed about several just now, for as long as the address says so."""
    pk = request.GET.get("changed", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return BulkChange.objects.filter(pk=int(pk), actor=request.user, undone_at=None).first()


@require_safe
def table(request: Request, show: str) -> StreamingHttpResponse:
    """The whole board as a table, row by row: what is open, and what ended lately."""
    teams, _leads = teams_of(request.user)
    choice = choice_from({"show": show}, teams=teams)
    return csv_answer(board_table(request.user, show=choice.show), name="actions.csv")


@require_safe
def copy(request: Request, show: str, by: str) -> HttpResponse:
    """The board as it is chosen, to paste it somewhere: the list for Monday."""
    teams, leads = teams_of(request.user)
    choice = choice_from({"show": show, "by": by}, teams=teams)
    href = f"{reverse('actions')}?{choice.query}"
    found = board(request.user, teams=teams, choice=choice, leads=leads)
    paper = board_paper(found, teams=teams, href=settings.BASE_URL + href)
    return render(request, "parts/copied.html", copy_page(paper, request.GET.get("as", ""), back=href))
