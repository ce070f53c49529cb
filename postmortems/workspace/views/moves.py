"""Moving a review on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from accounts.roles import Power
from postmortems.reviews.access import VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.reviews.services import CannotMove
from postmortems.reviews.states import Move, State, find_move, is_end
from postmortems.shared.htmx import done
from postmortems.shared.text import clean
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of, texts_of
from postmortems.wording.services import Conflict, drop_draft, keep_draft
from postmortems.workspace import services, sharing
from postmortems.workspace.forms import MoveForm
from postmortems.workspace.gate_section import gate_list
from postmortems.workspace.sharing_forms import MANY, ClosingForm

# Whoever may do none of these stands beside the review.
MOVERS = frozenset({Power.EDIT, Power.STEER})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, ref: str) -> HttpResponse:
    """Ask what a move needs (GET ?to=…), and make it (POST). A move that cannot be made says why, and what is open."""
    review = review_for(request, ref, VIEW)
    if request.method == "POST" and not review.powers & MOVERS:
        raise PermissionDenied
    data = request.POST if request.method == "POST" else request.GET
    wanted = find_move(review.state, data.get("to", ""))
    if is_end(wanted):
        return _close(request, review)
    form = MoveForm(data)
    if request.method != "POST":
        return _show(request, review, wanted, form)
    if not form.is_valid():
        return _show(request, review, wanted, form, status=422)
    try:
        said = form.cleaned_data
        services.move(review=review, to=said["to"], actor=request.user, powers=review.powers, reason=said["reason"])
    except CannotMove as error:
        return _show(request, review, wanted, form, status=422, why_not=str(error))
    return done(request, reverse("review", args=[review.ref]), say=_said(wanted))


def _said(move: Move | None) -> str:
    if move and move.target == State.PUBLISHED:
        return _("Shared. Thank you: what was learned can travel now.")
    return ""


def _close(request: Request, review: Review) -> HttpResponse:
    """Ask what is different now, and close. Refused words and words that came second stay in the field."""
    wanted = find_move(review.state, State.CLOSED)
    place: dict[str, Any] = {"author": request.user, "target": f"review:{review.pk}", "slot": "closing"}
    if request.method != "POST":
        return _show(request, review, wanted, _closing_form(request, review))
    if "away" in request.POST:
        drop_draft(**place)
        return done(request, f"{reverse('move', args=[review.ref])}?to={State.CLOSED}")
    if "start" in request.POST:
        words = clean(request.POST.get("body", ""))[:MANY]
        kept = keep_draft(**place, body=words, why=Draft.Why.REFUSED)
        return _show(request, review, wanted, ClosingForm.started(request.POST, draft=kept))
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _show(request, review, wanted, form, status=422)
    return _end(request, review, form, place)


def _closing_form(request: Request, review: Review) -> ClosingForm:
    """Over what was said at an earlier closing, or with this person's own words that were not taken yet."""
    form = ClosingForm.over(texts_of(kind="review", pk=review.pk).get("closing"))
    if draft := drafts_of(request.user, target=f"review:{review.pk}").get("closing"):
        form.bring_back(draft)
    return form


def _end(request: Request, review: Review, form: ClosingForm, place: dict[str, Any]) -> HttpResponse:
    said, wanted = form.cleaned_data, find_move(review.state, State.CLOSED)
    standing = {"base_version": said["base_version"], "actor": request.user, "powers": review.powers}
    try:
        sharing.close(review=review, different=said["body"], **standing)
    except BlameRefused as refused:
        form.refuse(refused.verdict, draft=keep_draft(**place, body=said["body"], why=Draft.Why.REFUSED))
        return _show(request, review, wanted, form, status=422)
    except Conflict as conflict:
        form = form.overtaken(conflict, keep_draft(**place, body=said["body"], why=Draft.Why.CONFLICT))
        return _show(request, review, wanted, form, status=409)
    except CannotMove as error:
        return _show(request, review, wanted, form, status=422, why_not=str(error))
    drop_draft(**place)
    return done(request, reverse("review", args=[review.ref]), say=_("Closed. The reminders have stopped."))


def _show(
    request: Request, review: Review, move: Move | None, form: Any, *, status: int = 200, why_not: str = ""
) -> HttpResponse:
    is_sharing = move is not None and move.target == State.PUBLISHED
    context = {
        "review": review,
        "form": form,
        "move": move,
        "gate": gate_list(review) if is_sharing else None,
        "may_steer": Power.STEER in review.powers,
        "is_closing": is_end(move),
        "open_promises": sharing.open_promises(review) if is_end(move) else 0,
        "why_not": why_not,
    }
    return render(request, "workspace/move.html", context, status=status)
