"""The board of all action items that somebody may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.actions.board import ALL, MINE, TEAMS, board


@require_safe
def actions(request: Request) -> HttpResponse:
    """Shows one's teams first, or everything to somebody who is in none."""
    teams = list(request.user.teams.all())
    wanted = request.GET.get("show", "")
    shown = wanted if wanted in (MINE, ALL) or (wanted == TEAMS and teams) else TEAMS if teams else ALL
    found = board(
        request.user,
        teams=teams,
        shown=shown,
        only=request.GET.get("group", ""),
        after=request.GET.get("after", ""),
    )
    context = {"board": found, "teams": teams, "only": request.GET.get("group", "")}
    return render(request, "actions/board.html", context)
