"""The review page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.reviews.access import review_for
from postmortems.workspace.page import review_page
from postmortems.workspace.views.document import show


@require_safe
def review(request: Request, ref: str) -> HttpResponse:
    """One review, whole: while it is written its workspace, once it is shared the document."""
    found = review_for(request, ref)
    if found.is_settled and found.published_at:
        return show(request, found)
    return render(request, "workspace/page.html", review_page(found, user=request.user))
