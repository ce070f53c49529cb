"""A leader's word, early and in the open."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.shared.difference import difference
from postmortems.shared.htmx import done
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft, Text
from postmortems.wording.queries import drafts_of, texts_of
from postmortems.wording.services import Conflict, drop_draft, keep_draft
from postmortems.workspace.incident_forms import AcknowledgementForm
from postmortems.workspace.people_section import room_of
from postmortems.workspace.responding import SLOT, acknowledge, may_acknowledge


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledgement(request: Request, ref: str) -> HttpResponse:
    """Show or save a leader's word. Words that blame others come back with a question (422) and are kept as a draft."""
    review = review_for(request, ref, VIEW)
    standing = texts_of(kind="review", pk=review.pk).get(SLOT)
    part = room_of(review, user=request.user).mine
    if not may_acknowledge(request.user, review, standing, part=part):
        raise PermissionDenied
    place: dict[str, Any] = {"author": request.user, "target": f"review:{review.pk}", "slot": SLOT}
    if request.method != "POST":
        return _opened(request, review, standing)
    if "away" in request.POST:
        drop_draft(**place)
        return done(request, reverse("acknowledgement", args=[review.ref]))
    form = AcknowledgementForm(request.POST)
    if not form.is_valid():
        return _show(request, review, form, status=422)
    return _save(request, review, form, place)


def _save(request: Request, review: Review, form: AcknowledgementForm, place: dict[str, Any]) -> HttpResponse:
    said = form.cleaned_data
    kept = place | {"body": said["body"], "base_version": said["base_version"]}
    try:
        acknowledge(review=review, body=said["body"], base_version=said["base_version"], author=request.user)
    except BlameRefused as error:
        form.refuse(error.verdict, draft=keep_draft(**kept, why=Draft.Why.REFUSED))
        return _show(request, review, form, status=422)
    except Conflict as conflict:
        form.draft = keep_draft(**kept, why=Draft.Why.CONFLICT)
        form.data = {**request.POST.dict(), "base_version": str(conflict.version)}
        return _show(request, review, form, status=409, conflict=conflict)
    drop_draft(**place)
    to = f"{reverse('review', args=[review.ref])}#acknowledgement"
    return done(request, to, say=_("Said. It stands at the top of the review."))


def _opened(request: Request, review: Review, standing: Text | None) -> HttpResponse:
    initial = {"body": standing.body if standing else "", "base_version": standing.version if standing else 0}
    form = AcknowledgementForm(initial=initial)
    if draft := drafts_of(request.user, target=f"review:{review.pk}").get(SLOT):
        form.bring_back(draft)
    return _show(request, review, form)


def _show(
    request: Request, review: Review, form: AcknowledgementForm, *, status: int = 200, conflict: Conflict | None = None
) -> HttpResponse:
    pieces = difference(conflict.theirs, conflict.mine) if conflict else []
    context = {"review": review, "form": form, "conflict": conflict, "pieces": pieces}
    return render(request, "workspace/acknowledgement.html", context, status=status)
