"""The first page after signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from postmortems.actions.board import count
from postmortems.actions.choosing import TEAMS
from postmortems.actions.queries import teams_of
from postmortems.home.queries import meetings_of, new_to, newly_shared, reviews_of, waiting_for
from postmortems.pulse.queries import on_home
from postmortems.reflections.cards import private_cards
from postmortems.reports.queries import waiting_for as reports_waiting_for
from postmortems.reviews.models import Review
from postmortems.reviews.moments import plain_moment
from postmortems.shared import clock
from postmortems.thanks.queries import thanks_to
from postmortems.workspace.stale import stale


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of this person now, where they take part, and what is new."""
    user: Any = request.user
    today = clock.today(user.zone)
    mine, shared = reviews_of(user), newly_shared(user)
    context = {
        "waiting": waiting_for(user, today=today),
        "meetings": [_meeting(review, user) for review in meetings_of(user)],
        "mine": mine,
        "shared": shared,
        "new": new_to(user, beside=[*mine, *shared]),
        "stale": stale(user).count(),
        "to_decide": _to_decide(user),
        "private": private_cards(user, today=today),
        "pulse": on_home(user),
        "reports_waiting": reports_waiting_for(user),
        "thanks": thanks_to(user),
        "today": today,
        "zone": user.zone,
    }
    return render(request, "home/page.html", context)


def _to_decide(user: User) -> int:
    """For who speaks for a team: how many action items of their teams need a decision. A query, two for them."""
    teams, leads = teams_of(user)
    return count(user, teams=teams, show=TEAMS).decide if leads else 0


def _meeting(review: Review, user: User) -> dict[str, Any]:
    """A meeting on the clock of whoever looks: "Thursday 14:00"."""
    at = review.meeting_at or clock.now()
    return {"review": review, "when": plain_moment(at, now=clock.now(), zone=user.zone), "at": at}
