"""Changing many action items at once: ticked on the board, looked at on a page of their own, undone in one press."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.actions.board import board_rows
from postmortems.actions.bulk import MOST, change_many, undo
from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.bulk_form import BulkForm
from postmortems.actions.bulk_gate import chosen_items, not_theirs
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer
from postmortems.actions.queries import teams_led_by
from postmortems.shared import clock
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: Request) -> HttpResponse:
    """The ticked ones and what may be changed about all of them. A POST changes all, or none and says which and why."""
    said = request.POST if request.method == "POST" else request.GET
    items = chosen_items(request.user, _ticked(said))
    form = BulkForm(
        request.POST if request.method == "POST" else None, items=items, today=clock.today(request.user.zone)
    )
    if request.method != "POST":
        return _page(request, form, items)
    if form.is_valid() and not items:
        form.add_error(None, _("Tick some of them first."))
    if not form.is_valid():
        return _page(request, form, items, status=422)
    if others := not_theirs(items, form.cleaned_data["what"], user=request.user):
        form.add_error(None, _("Nothing was changed: this is not yours to decide for %(what)s") % {"what": others})
        return _page(request, form, items, status=422)
    try:
        change = change_many(items=items, actor=request.user, **form.change())
    except CannotAnswer as error:
        form.add_error(None, _("Nothing was changed. %(why)s") % {"why": error})
        return _page(request, form, items, status=409)
    return done(request, f"{reverse('actions')}?changed={change.pk}")


@require_POST
def bulk_undo(request: Request, pk: int) -> HttpResponse:
    """All of it at once; what somebody spoke about since stays as they left it."""
    change = get_object_or_404(BulkChange, pk=pk, actor=request.user)
    back = undo(change=change, actor=request.user)
    said = ngettext("%(n)d is as it was before.", "%(n)d are as they were before.", back) % {"n": back}
    if back < len(change.before):
        said += " " + _("Somebody spoke about the others since; they stay.")
    return done(request, reverse("actions"), say=said)


def _ticked(said: QueryDict) -> list[int]:
    keys = [int(pk) for pk in said.getlist("item") if pk.isdecimal() and len(pk) < 18]
    if len(keys) > MOST:
        raise Http404
    return keys


def _page(request: Request, form: BulkForm, items: list[ActionItem], *, status: int = 200) -> HttpResponse:
    rows: list[Any] = board_rows(items, request.user, teams_led_by(request.user), back="")
    return render(request, "actions/bulk.html", {"form": form, "rows": rows}, status=status)
