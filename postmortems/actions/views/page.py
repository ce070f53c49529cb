"""The page that a reminder opens: one action item, and what its owner may answer. Opening it changes nothing
(RELIABILITY.md 2.6).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.actions.access import action_for, may_answer
from postmortems.actions.forms import AnswerForm
from postmortems.actions.models import ActionItem
from postmortems.actions.section import one_row
from postmortems.actions.services import CannotAnswer, answer_action, move_date, settle_action
from postmortems.actions.views.section import place_of, show_row
from postmortems.actions.words import THANKS
from postmortems.reviews.access import SETTLE
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.wording.disputes import AlreadySettled
from postmortems.wording.forms import SettleForm
from postmortems.wording.guarded import BlameRefused


@require_safe
def action(request: Request, pk: int) -> HttpResponse:
    """Whose it is, what it says, and the answers as buttons. For htmx its row on the page of the review."""
    item = action_for(request, pk)
    if request.htmx:
        return show_row(request, item)
    return _show(request, item, AnswerForm(**_wanted(request, item)))


@require_POST
def action_answer(request: Request, pk: int) -> HttpResponse:
    """What somebody says about it."""
    item = action_for(request, pk)
    if not may_answer(item, request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST, **_wanted(request, item))
    if not form.is_valid():
        return _show(request, item, form, status=422)
    if not form.is_allowed:
        raise PermissionDenied
    said = form.cleaned_data
    try:
        if said["answer"] == AnswerForm.NEW_DATE:
            move_date(item=item, to=said["due_on"], actor=request.user)
        else:
            answer_action(item=item, answer=said["answer"], actor=request.user, reason=said["reason"])
    except CannotAnswer as error:
        if request.htmx:
            return show_row(request, action_for(request, pk), status=409)
        form.add_error(None, str(error))
        return _show(request, action_for(request, pk), form, status=409)
    return _go_back(request, item, THANKS[said["answer"]])


def _wanted(request: Request, item: ActionItem) -> Any:
    return {"item": item, "is_owner": item.owner_id == request.user.pk, "today": clock.today(request.user.zone)}


def _show(request: Request, item: ActionItem, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {"row": one_row(item, user=request.user), "item": item, "review": item.review, "form": form}
    return render(request, "actions/action.html", context, status=status)


def _go_back(request: Request, item: ActionItem, thanks: object) -> HttpResponse:
    """To where the button was pressed: the row on the review's page, the board, or the item's own page."""
    if request.htmx:
        return show_row(request, action_for(request, item.pk))
    places = {"review": place_of(item), "board": reverse("actions")}
    return done(request, places.get(request.POST.get("back", ""), reverse("action", args=[item.pk])), say=str(thanks))


@require_POST
def action_settle(request: Request, pk: int) -> HttpResponse:
    """The facilitator's answer to a held sentence."""
    item = action_for(request, pk)
    if SETTLE not in item.review.powers:
        raise PermissionDenied
    form = SettleForm(request.POST, auto_id=f"action-{item.pk}-settle-%s")
    status = 422
    if form.is_valid():
        said = form.cleaned_data
        try:
            allow = said["decision"] == SettleForm.ALLOW
            settle_action(item=item, actor=request.user, allow=allow, reason=said["reason"], offer=said["offer"])
            return show_row(request, action_for(request, pk))
        except BlameRefused:
            form.add_error("offer", _("That sentence ends with a person too. What did the system make likely?"))
        except AlreadySettled as error:
            form.add_error(None, str(error))
            status = 409
    row = one_row(item, user=request.user)
    row.settle = form
    return render(request, "actions/settle.html", {"row": row, "item": item, "review": item.review}, status=status)
