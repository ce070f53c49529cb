"""Whether somebody is ready to meet."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.workspace.room import say_ready


@require_POST
def ready(request: Request, ref: str) -> HttpResponse:
    """ "I am ready", or not yet after all (`not_yet`)."""
    review = review_for(request, ref, EDIT)
    say_ready(review=review, user=request.user, is_ready="not_yet" not in request.POST)
    return redirect(f"{reverse('review', args=[review.ref])}#room")
