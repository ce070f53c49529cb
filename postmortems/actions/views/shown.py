"""How one action item is answered with: as a row of the board, or as its own page."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from accounts.requests import Request
from postmortems.actions.board import count
from postmortems.actions.choosing import choice_from
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import moves_of
from postmortems.actions.rows import Row


def show_board_row(request: Request, row: Row, *, back: str, status: int = 200, has_news: bool = False) -> HttpResponse:
    """The row in its place on the board; with `has_news` the sentence on top is counted again."""
    teams = list(request.user.teams.all())
    choice = choice_from(QueryDict(back.partition("?")[2]).dict(), teams=teams)
    row.back = choice.back
    context: dict[str, Any] = {"row": row}
    if has_news:
        context["counts"] = count(request.user, teams=teams, show=choice.show)
    return render(request, "actions/board_answer.html", context, status=status)


def show_page(request: Request, item: ActionItem, row: Row, *, status: int = 200, problem: str = "") -> HttpResponse:
    """Everything about one action item; `row.ask` stands open."""
    context: dict[str, Any] = {
        "row": row,
        "item": item,
        "review": item.review,
        "moves": moves_of(item),
        "others": [answer for answer in row.answers if answer.asks and not _is_asked(row, answer.name)],
        "problem": problem,
        "form": row.ask,
        "wanted": request.GET.get("as", ""),
        "back": request.POST.get("back", "") or request.GET.get("back", ""),
    }
    return render(request, "actions/action.html", context, status=status)


def _is_asked(row: Row, name: str) -> bool:
    return row.ask is not None and row.ask.answer.name == name
