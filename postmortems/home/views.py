"""The first page after signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from postmortems.home.queries import new_to, reviews_of, waiting_for
from postmortems.shared import clock


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of this person now, where they take part, and what is new."""
    user: Any = request.user
    today = clock.today(user.zone)
    mine = reviews_of(user)
    context = {
        "waiting": waiting_for(user, today=today),
        "mine": mine,
        "new": new_to(user, beside=mine),
        "today": today,
        "zone": user.zone,
    }
    return render(request, "home/page.html", context)
