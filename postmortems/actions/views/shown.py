"""How one action item is answered with: as a row of the board, or as its own page."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from accounts.requests import Request
from postmortems.actions.access import may_answer
from postmortems.actions.board import count
from postmortems.actions.choosing import choice_from
from postmortems.actions.comment import Comment
from postmortems.actions.comment_form import CommentForm
from postmortems.actions.commenting import comments_on
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import checks_of, moves_of
from postmortems.actions.rows import Row
from postmortems.actions.twins import twins_of


def show_board_row(request: Request, row: Row, *, back: str, status: int = 200, has_news: bool = False) -> HttpResponse:
    """The row in its place on the board; with `has_news` the sentence on top is counted again."""
    teams = list(request.user.teams.all())
    choice = choice_from(QueryDict(back.partition("?")[2]).dict(), teams=teams)
    row.back = choice.back
    context: dict[str, Any] = {"row": row}
    if has_news:
        context["counts"] = count(request.user, teams=teams, show=choice.show)
    return render(request, "actions/board_answer.html", context, status=status)


def show_page(
    request: Request,
    item: ActionItem,
    row: Row,
    *,
    status: int = 200,
    problem: str = "",
    comment_form: CommentForm | None = None,
) -> HttpResponse:
    """Everything about one action item; `row.ask` stands open."""
    context: dict[str, Any] = {
        "row": row,
        "item": item,
        "review": item.review,
        "moves": moves_of(item),
        "checks": checks_of(item),
        "twins": twins_of(item, request.user),
        "others": [answer for answer in row.answers if answer.asks and not _is_asked(row, answer.name)],
        "may_link": may_answer(row.standing) and row.reads_words and not row.is_held,
        "problem": problem,
        "comments": comments_on(item),
        "comment_form": comment_form or CommentForm(auto_id="comment-%s"),
        "taken": _taken(request, item),
        "form": row.ask,
        "wanted": request.GET.get("as", ""),
        "back": request.POST.get("back", "") or request.GET.get("back", ""),
    }
    return render(request, "actions/action.html", context, status=status)


def _taken(request: Request, item: ActionItem) -> Comment | None:
    """The comment that its author took away just now, for as long as the address says so."""
    pk = request.GET.get("taken", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return item.comments.filter(pk=int(pk), author=request.user, deleted_at__isnull=False).first()


def _is_asked(row: Row, name: str) -> bool:
    return row.ask is not None and row.ask.answer.name == name
