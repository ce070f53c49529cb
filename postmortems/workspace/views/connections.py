"""How a review hangs together, as a picture and as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.reviews.access import review_for
from postmortems.workspace import connections as hanging


@require_safe
def connections(request: Request, ref: str) -> HttpResponse:
    """For whoever may see the review."""
    review = review_for(request, ref)
    return render(request, "workspace/connections.html", {"review": review, **hanging.connections(review)})
