"""The review page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.reviews.access import review_for
from postmortems.workspace.page import review_page


@require_safe
def review(request: Request, ref: str) -> HttpResponse:
    """One review, whole."""
    found = review_for(request, ref)
    return render(request, "workspace/page.html", review_page(found, user=request.user))
