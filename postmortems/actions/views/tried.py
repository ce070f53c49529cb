"""What was tried before about the conditions that a review cites."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.actions.tried import tried_before
from postmortems.reviews.access import VIEW, review_for
from postmortems.shared.htmx import answer


@require_safe
def tried(request: Request, ref: str) -> HttpResponse:
    """A page; for htmx the part of it that stands above the form of an action item."""
    review = review_for(request, ref, VIEW)
    context = {"review": review, "tried": tried_before(review, user=request.user)}
    return answer(request, "actions/tried.html", context, fragment="tried")
