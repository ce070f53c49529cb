"""Answering: what an owner says about a promise, and what is decided about one that waits."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.actions.access import action_for, may_answer, standing_in
from postmortems.actions.answering import AnswerForm
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer
from postmortems.actions.rows import one_row
from postmortems.actions.saying import check, say
from postmortems.actions.states import Answer, find_answer
from postmortems.actions.views.section import place_of, show_row
from postmortems.actions.views.shown import show_board_row, show_page
from postmortems.actions.words import THANKS
from postmortems.shared import clock
from postmortems.shared.htmx import done


@require_POST
def action_answer(request: Request, pk: int) -> HttpResponse:
    """What somebody says about it, on its own page, on the board or on the page of its review (`back`)."""
    item = action_for(request, pk)
    standing = standing_in(item, request.user)
    if not may_answer(standing):
        raise PermissionDenied
    said = request.POST.get(
        "answer", "effect" if "effect" in request.POST else ""
    )  # a row's button says its effect only
    answer = find_answer(said)
    if answer is None:
        return show_page(request, item, one_row(item, user=request.user), problem=_("Which answer is it?"), status=422)
    form = AnswerForm(request.POST, item=item, answer=answer, user=request.user, today=clock.today(request.user.zone))
    if not form.is_valid():
        return _show(request, item, form, status=422)
    try:
        check(answer, standing)
        changed = say(item, answer, form.cleaned_data, actor=request.user)
    except CannotAnswer as error:
        return _overtaken(request, pk, form, str(error))
    return _go_back(request, pk, _thanks(answer, changed, request))


def _thanks(answer: Answer, changed: ActionItem, request: Request) -> str:
    name = answer.name
    if name == "new_date" and changed.room_asked_at:
        name = "room_asked"
    if name == "hand_over" and changed.owner_id in (None, request.user.pk):
        name = "taken" if changed.owner_id else "given_back"
    return str(THANKS[name])


def _show(request: Request, item: ActionItem, form: AnswerForm, status: int) -> HttpResponse:
    """The form again, where it was: in its row for htmx, on the item's own page otherwise."""
    row = one_row(item, user=request.user)
    row.ask = form
    back = request.POST.get("back", "")
    if not request.htmx:
        return show_page(request, item, row, status=status)
    if back.startswith("board"):
        return show_board_row(request, row, back=back, status=status)
    return show_row(request, item, row=row, status=status)


def _overtaken(request: Request, pk: int, form: AnswerForm, problem: str) -> HttpResponse:
    """Somebody else was first: what stands now, and beside it what was typed."""
    form.add_error(None, problem)
    return _show(request, action_for(request, pk), form, status=409)


def _go_back(request: Request, pk: int, thanks: str) -> HttpResponse:
    """To where the button was pressed: the row on the review's page, the board, or the item's own page."""
    item, back = action_for(request, pk), request.POST.get("back", "")
    if request.htmx:
        row = one_row(item, user=request.user)
        row.said = thanks
        if back.startswith("board"):
            return show_board_row(request, row, back=back, has_news=True)
        return show_row(request, item, row=row)
    if back.startswith("board"):
        query = back.partition("?")[2]
        return done(request, reverse("actions") + (f"?{query}" if query else ""), say=thanks)
    to = place_of(item) if back == "review" else reverse("action", args=[pk])
    return done(request, to, say=thanks)
