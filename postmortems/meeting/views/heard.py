"""What a meeting left in a review beside its story, its conditions and thanks: ideas."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.meeting.idea import Idea
from postmortems.meeting.queries import latest_meeting
from postmortems.reviews.access import review_for
from postmortems.shared.htmx import answer


@require_safe
def heard(request: Request, ref: str) -> HttpResponse:
    """On a page of its own; fetched into the review's page with scripts."""
    review = review_for(request, ref)
    context = {
        "review": review,
        "meeting": latest_meeting(review),
        "ideas": list(Idea.objects.filter(review=review, let_go_at=None).select_related("factor")),
    }
    return answer(request, "meeting/heard.html", context, fragment="meeting-heard")
