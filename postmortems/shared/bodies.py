"""What is sent to us is never larger than anything that we would take: more is refused before it is read.

Under ASGI, Django lays a body on the disk before anybody is asked; `bounded` stands in front of that. The answer itself
is one page, of `not_too_large`, whichever server runs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]
NOTHING: Message = {"type": "http.request", "body": b"", "more_body": False}
GONE: Message = {"type": "http.disconnect"}


def most(path: str) -> int:
    """How many bytes may be sent to this address."""
    by_end = (
        limit for end, limit in settings.BODY_LIMITS.items() if path.startswith("/reviews/") and path.endswith(end)
    )
    return next(by_end, settings.BODY_LIMIT)


def not_too_large(get_response: Handler) -> Handler:
    """Answer 413 to a body that says it is larger than the limit. It is not read."""

    def handle(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or ""
        if said.isdecimal() and int(said) > most(request.path):
            response = render(request, "413.html", {"megabytes": settings.FILE_LIMIT // 1_000_000}, status=413)
            response["Connection"] = "close"
            return response
        return get_response(request)

    return handle


def body_of(request: HttpRequest, *, at_most: int) -> bytes | None:
    """The bytes as they came, for a signature over them; None for more than so many."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > at_most:
        return None
    try:
        body = request.body
    except RequestDataTooBig:
        return None
    return body if len(body) <= at_most else None


def bounded(application: Application) -> Application:
    """The same for ASGI: what says it is too large comes in empty, and what does not say so ends where the limit is."""

    async def handle(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        limit = most(scope["path"])
        if said.isdigit() and int(said) > limit:
            await application(scope, _once(NOTHING), send)
            return
        await application(scope, _counted(receive, limit), send)

    return handle


def _once(message: Message) -> Receive:
    """The message, and after it silence: what the other side still sends is nobody's."""
    waiting = [message]

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop()

    return receive


def _counted(receive: Receive, limit: int) -> Receive:
    """Pieces of a body up to the limit; then as if the connection had ended."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= limit else GONE

    return counted
