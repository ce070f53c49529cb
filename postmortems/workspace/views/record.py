"""Who did what in a review, for those who keep it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.audit.queries import entries
from postmortems.reviews.access import STEER, review_for


@require_safe
def record(request: Request, ref: str) -> HttpResponse:
    """Names of what changed, never the words."""
    review = review_for(request, ref, STEER)
    before = request.GET.get("before", "")
    page = entries(chain=f"review:{review.pk}", before=int(before) if before.isdecimal() and len(before) < 18 else 0)
    return render(request, "workspace/record.html", {"review": review, "page": page, "zone": request.user.zone})
