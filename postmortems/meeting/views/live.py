"""The three screens as they change. The gates of access.py are asked when a stream opens, and again every minute."""

from collections.abc import Awaitable, Callable

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET, require_safe

from accounts.models import User
from accounts.requests import Request
from postmortems.live.hub import hub
from postmortems.live.since import TooLongAgo, missed
from postmortems.live.stream import stream_response
from postmortems.meeting.access import cockpit_for, guest_of, screen_for, seat_of, seated
from postmortems.meeting.fragments import COCKPIT, PHONE, PROJECTOR
from postmortems.meeting.models import Meeting
from postmortems.meeting.queries import meetings_for
from postmortems.meeting.seat import Seat


@require_GET
async def cockpit(request: Request, pk: int) -> StreamingHttpResponse:
    """What changes on the facilitator's screen."""
    user: User = await request.auser()  # type: ignore[assignment]
    meeting = await sync_to_async(cockpit_for)(request, pk, watching=True)
    return _stream(meeting, COCKPIT, lambda: _may_sit(user.pk, pk))


@require_safe
async def cockpit_since(request: Request, pk: int, version: int) -> HttpResponse:
    """What changed, and whose hand is up: that is written nowhere, so the process that holds streams adds it."""
    meeting = await sync_to_async(cockpit_for)(request, pk, watching=True)
    answer = await sync_to_async(_since)(meeting, COCKPIT, version)
    if answer.status_code == 200 and isinstance(request, ASGIRequest):
        answer.write(await hub().remembered(meeting.room, COCKPIT))
    return answer


@login_not_required
@require_GET
async def screen(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """What changes on the big screen."""
    meeting = await sync_to_async(screen_for)(key)
    return _stream(meeting, PROJECTOR, lambda: _still(lambda: screen_for(key)))


@login_not_required
@require_safe
def screen_since(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return _since(screen_for(key), PROJECTOR, version)


@login_not_required
@require_GET
async def seat(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """What changes on a phone."""
    found: Seat | None = await sync_to_async(seat_of)(request, key)
    if found is None:
        raise Http404
    meeting, user = found.meeting, found.user_id
    return _stream(meeting, PHONE, lambda: _may_sit(user, meeting.pk) if user else _still(lambda: guest_of(key)))


@require_safe
@seated
def seat_since(request: HttpRequest, seat: Seat, key: str, version: int) -> HttpResponse:
    return _since(seat.meeting, PHONE, version)


def _may_sit(user: int, meeting: int) -> bool:
    """Asked afresh: somebody may have left, or a review may be shown to fewer people by now."""
    person = User.objects.filter(pk=user, is_active=True).first()
    return person is not None and meetings_for(person).filter(pk=meeting).exists()


def _still(gate: Callable[[], object]) -> bool:
    try:
        return gate() is not None
    except Http404:
        return False


def _stream(meeting: Meeting, screen: str, may: Callable[[], bool]) -> StreamingHttpResponse:
    def asked() -> bool:
        try:
            return may()
        finally:
            connections.close_all()

    async def may_stay() -> bool:
        ask: Callable[[], Awaitable[bool]] = sync_to_async(asked, thread_sensitive=False)
        return await ask()

    return stream_response(room=meeting.room, audience=screen, may_stay=may_stay)


def _since(meeting: Meeting, screen: str, version: int) -> HttpResponse:
    """What changed since the page's version; `Live-Version` is its next one. 410: load the whole page instead."""
    try:
        found = missed(room=meeting.room, version=version, audience=screen)
    except TooLongAgo:
        return HttpResponse(status=410)
    return HttpResponse(found.html, headers={"Live-Version": str(found.version)})
