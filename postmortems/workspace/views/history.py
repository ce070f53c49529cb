"""The versions of a text."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from accounts.roles import Power
from postmortems.actions.services import Overtaken
from postmortems.reviews.access import review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import done
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft
from postmortems.wording.refusal import coaching
from postmortems.wording.services import Conflict, keep_draft
from postmortems.workspace.access import door
from postmortems.workspace.history import Told, restore, told, versions


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: Request, ref: str, what: str) -> HttpResponse:
    """Who changed a text, when and how; POST lets an earlier version stand again.

    Once names became roles in a review, what was written before is for those who keep it.
    """
    review = review_for(request, ref)
    if review.names_as_roles and Power.STEER not in review.powers:
        raise PermissionDenied
    text = told(review, what)
    if text is None:
        raise Http404
    if request.method == "POST":
        return _restore(request, review, text)
    return _show(request, review, text)


def _show(request: Request, review: Review, text: Told, *, status: int = 200, **more: object) -> HttpResponse:
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    rows, earlier = versions(text, review, reader=request.user, before=before)
    context = {"review": review, "text": text, "versions": rows, "earlier": earlier, "zone": request.user.zone, **more}
    return render(request, "workspace/history.html", context, status=status)


def _restore(request: Request, review: Review, text: Told) -> HttpResponse:
    if not text.may_restore:
        raise PermissionDenied
    asked = request.POST.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    rows, _earlier = versions(text, review, reader=request.user, before=version + 1)
    found = next((one for one in rows if one.revision.version == version and not one.is_hidden), None)
    if found is None:
        return _show(request, review, text, status=422, problem=_("That version is not kept here."))
    try:
        restore(text, review, body=found.revision.body, actor=request.user)
    except BlameRefused as refused:
        return _refused(request, review, text, found.revision.body, refused)
    except (Conflict, Overtaken):
        problem = _("Somebody saved just now. Look once more, then decide.")
        return _show(request, review, told(review, text.what) or text, status=409, problem=problem)
    return done(request, text.back, say=_("It stands again as it did."))


def _refused(request: Request, review: Review, text: Told, body: str, refused: BlameRefused) -> HttpResponse:
    """An old version may say what the guard would not take today: it waits in the form, with its question."""
    target = f"{text.kind}:{text.pk}"
    keep_draft(author=request.user, target=target, slot=text.slot, body=body, why=Draft.Why.REFUSED)
    said = coaching(refused.verdict)
    form_at = door(target, text.slot, review.ref)
    return _show(request, review, text, status=422, problem=said.question if said else str(refused), form_at=form_at)
