"""Sharing one's own view of the story."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.shared.htmx import done
from postmortems.timeline.services import share_view


@require_POST
def share(request: Request, ref: str) -> HttpResponse:
    """Put into the story what this person kept back of it."""
    review = review_for(request, ref, EDIT)
    n = len(share_view(review=review, author=request.user))
    say = ngettext("Your view is in the story: %d entry.", "Your view is in the story: %d entries.", n) % n if n else ""
    return done(request, reverse("timeline", args=[ref]), say=say)
