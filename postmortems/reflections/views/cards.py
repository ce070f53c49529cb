"""Putting a card of Home away."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.reflections.cards import put_card_away
from postmortems.reflections.moments import Moment
from postmortems.reviews.access import review_for
from postmortems.shared.htmx import done


@require_POST
def away(request: Request, ref: str, moment: str) -> HttpResponse:
    """This person is not asked this again; nobody learns that they were."""
    review = review_for(request, ref)
    if moment not in Moment:
        raise Http404
    put_card_away(user=request.user, review=review, moment=moment)
    return done(request, reverse("home"))
