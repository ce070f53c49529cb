"""The trash: what was thrown away in the last thirty days, each with the press that brings it back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for, visible_to
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.workspace.trash import KEPT, SORTS, Sort, reviews_thrown_by, trash_of


@require_http_methods(["GET", "HEAD", "POST"])
def trash(request: Request) -> HttpResponse:
    """Lists it; `what` ("factor:7") brings one thing back, for whoever may write in its review."""
    if request.method == "POST":
        return _bring_back(request)
    context = {
        "thrown": trash_of(request.user),
        "reviews": reviews_thrown_by(request.user),
        "zone": request.user.zone,
        "days": KEPT.days,
    }
    return render(request, "workspace/trash.html", context)


def _bring_back(request: Request) -> HttpResponse:
    name, _colon, pk = request.POST.get("what", "").partition(":")
    sort = SORTS.get(name)
    row = _row(request, sort, int(pk)) if sort and pk.isdecimal() and len(pk) < 18 else None
    if sort is None or row is None:
        raise Http404
    review = review_for(request, sort.review_of(row).ref, EDIT)
    sort.bring_back(row, actor=request.user)
    return done(request, reverse("trash"), say=_("It is back in %(ref)s.") % {"ref": review.ref})


def _row(request: Request, sort: Sort, pk: int) -> Any:
    since = clock.now() - KEPT
    return sort.rows().filter(pk=pk, deleted_at__gte=since, in_review__in=visible_to(request.user)).first()
