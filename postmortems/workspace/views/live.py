"""The review page as it changes under the hands of others. The gate is asked here; `live` knows rooms, not reviews."""

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET, require_safe

from accounts.models import User
from accounts.requests import Request
from postmortems.live.fragments import audience_of
from postmortems.live.since import TooLongAgo, missed
from postmortems.live.stream import stream_response
from postmortems.reviews.access import EDIT, review_for, visible_to
from postmortems.reviews.models import Review
from postmortems.timeline.markup import own_clock


@require_GET
async def stream(request: Request, ref: str) -> StreamingHttpResponse:
    """What changes on this review's page, as it happens."""
    review = await sync_to_async(review_for)(request, ref)
    user: User = await request.auser()  # type: ignore[assignment]

    async def may_stay() -> bool:
        return await sync_to_async(_may_see, thread_sensitive=False)(user.pk, review.pk)

    return stream_response(room=_room(review), audience=_audience(review, user), may_stay=may_stay)


@require_safe
def since(request: Request, ref: str, version: int) -> HttpResponse:
    """What changed since the page's version; `Live-Version` is its next one. 410: load the whole page instead."""
    review = review_for(request, ref)
    try:
        found = missed(room=_room(review), version=version, audience=_audience(review, request.user))
    except TooLongAgo:
        return HttpResponse(status=410)
    return HttpResponse(found.html, headers={"Live-Version": str(found.version)})


def _room(review: Review) -> str:
    """Where its changes are told. A shared page that says roles hears of none: what changes is rendered with names."""
    return f"document:{review.pk}" if review.is_settled and review.names_as_roles else f"review:{review.pk}"


def _audience(review: Review, user: User) -> str:
    """Everybody in an audience gets the same fragment: with the way to change things or without, and on their clock."""
    return audience_of("editor" if EDIT in review.powers else "reader", zone=own_clock(review, user))


def _may_see(user: int, review: int) -> bool:
    try:
        person = User.objects.filter(pk=user, is_active=True).first()
        return person is not None and visible_to(person).filter(pk=review).exists()
    finally:
        connections.close_all()
