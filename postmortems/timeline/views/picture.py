"""The story as a picture, with every entry in a table beneath."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.reviews.access import VIEW, review_for
from postmortems.timeline.picture import Window
from postmortems.timeline.pictured import LANES, picture_page


@require_safe
def picture(request: Request, ref: str) -> HttpResponse:
    """The whole story, or what lies between `?from=` and `?to=`; `?lanes=` says what a lane is."""
    review = review_for(request, ref, VIEW)
    if review.is_settled and review.names_as_roles:
        return redirect("review", ref)
    lanes = request.GET.get("lanes", "")
    shown = picture_page(review, lanes=lanes if lanes in LANES else "", window=_window(request))
    return render(request, "timeline/picture.html", {"review": review, **shown})


def _window(request: Request) -> Window | None:
    """The stretch that the address names; anything else in it is left aside."""
    begins, ends = (_moment(request.GET.get(name, "")) for name in ("from", "to"))
    return Window(begins, ends) if begins and ends and begins < ends else None


def _moment(said: str) -> dt.datetime | None:
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return found if found and found.tzinfo and 1970 < found.year < 2999 else None
