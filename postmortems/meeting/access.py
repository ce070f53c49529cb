"""Who comes into which part of a meeting. Its reviews' gate decides; a guest comes by a link of their own.

A stranger gets 404. Who may see all reviews of the meeting may sit in it; who steers them all, or holds the
meeting, gets the cockpit. The big screen is a secret address that shows nothing about whoever opened it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.roles import Power
from postmortems.meeting.chairs import MAY, Chair
from postmortems.meeting.models import Meeting
from postmortems.meeting.queries import meetings_for, reviews_of
from postmortems.meeting.seat import Seat, digest
from postmortems.reviews.access import may
from postmortems.shared import clock

SCREEN_STAYS = 3600  # seconds that the big screen and guests' links live after the end


def meeting_for(request: HttpRequest, pk: int) -> Meeting:
    """The meeting, for who may sit in it. Http404."""
    user: Any = request.user
    meeting = meetings_for(user).filter(pk=pk).select_related("facilitator", "second", "scribe").first()
    if meeting is None:
        raise Http404
    return meeting


def cockpit_for(request: HttpRequest, pk: int, *, watching: bool = False, does: str = "") -> Meeting:
    """The meeting, for who holds it. `watching` is enough for who has a chair beside them, and what they do with a
    button of their chair. Http404 or PermissionDenied.
    """
    meeting = meeting_for(request, pk)
    user: Any = request.user
    chairs = chairs_of(user, meeting)
    if not (watching and chairs) and not any(does in MAY[chair] for chair in chairs) and not holds(user, meeting):
        raise PermissionDenied
    return meeting


def chairs_of(user: User, meeting: Meeting) -> list[Chair]:
    """The chairs beside the facilitator's on which this person sits."""
    return [chair for chair in Chair if getattr(meeting, f"{chair}_id") == user.pk]


def holds(user: User, meeting: Meeting) -> bool:
    """Whether this person runs the meeting."""
    if meeting.facilitator_id == user.pk:
        return True
    reviews = reviews_of(meeting)
    return bool(reviews) and all(may(user, review, Power.STEER) for review in reviews)


def screen_for(key: str) -> Meeting:
    """The meeting whose big screen has this address, until an hour after its end."""
    meeting = Meeting.objects.filter(screen_key=key, cancelled_at=None).first()
    if meeting is None or not _is_open_still(meeting):
        raise Http404
    return meeting


def seat_of(request: HttpRequest, key: str) -> Seat | None:
    """The seat behind a code or a guest's link; None: sign in first. Http404."""
    if not key.isdecimal():
        return guest_of(key)
    user: Any = request.user
    if not user.is_authenticated:
        return None
    latest = meetings_for(user).filter(code=key, cancelled_at=None).order_by("-ended_at", "-pk")
    meeting = latest.filter(ended_at=None).first() or latest.first()
    if meeting is None or not _is_open_still(meeting, for_seconds=24 * SCREEN_STAYS):
        raise Http404
    seat = Seat.objects.filter(meeting=meeting, user=user).first() or Seat(meeting=meeting, user=user)
    seat.meeting, seat.user = meeting, user
    return seat


def guest_of(key: str) -> Seat:
    """The seat behind a guest's link, until an hour after the end. Http404."""
    seat = Seat.objects.filter(key=digest(key), meeting__cancelled_at=None).select_related("meeting").first()
    if seat is None or not _is_open_still(seat.meeting):
        raise Http404
    return seat


def _is_open_still(meeting: Meeting, for_seconds: int = SCREEN_STAYS) -> bool:
    return meeting.ended_at is None or (clock.now() - meeting.ended_at).total_seconds() < for_seconds


def seated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the room for whoever has a seat: `view(request, seat, key)`. Others are asked to sign in."""

    @wraps(view)
    @never_cache
    def gate(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        seat = seat_of(request, key)
        if seat is None:
            return redirect_to_login(request.get_full_path())
        return view(request, seat, key, *args, **kwargs)

    gate.login_required = False  # type: ignore[attr-defined]
    return gate
