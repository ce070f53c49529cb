"""Server-Sent Events: what changed in a room, as long as the page is open and the person may see it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from asgiref.sync import SyncToAsync, sync_to_async
from django.db import connections
from django.http import StreamingHttpResponse

from postmortems.live.hub import hub

HEARTBEAT = 15.0  # seconds: proxies close what is silent for longer
LIFE = 600.0  # seconds until the page has to come through the gate again (DESIGN.md section 4b)
ASK_AGAIN = 60.0  # seconds after which a message is held back until it is clear that the reader may still see it
RETRY = b"retry: 2000\n\n"
STILL_HERE = b": still here\n\n"


def stream_response(*, room: str, audience: str, may_stay: Callable[[], Awaitable[bool]]) -> StreamingHttpResponse:
    """The stream of a room, for a person who came through the gate. `may_stay` is asked again once a minute."""
    response = StreamingHttpResponse(_events(room, audience, may_stay), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(room: str, audience: str, may_stay: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
    await _rest_of_the_request()
    now = asyncio.get_running_loop().time
    ends, asks = now() + LIFE, now() + ASK_AGAIN
    yield RETRY
    async with hub().reading(room, audience) as reader:
        while now() < ends:
            try:
                said = await asyncio.wait_for(reader.inbox.get(), min(HEARTBEAT, max(ends - now(), 0.01)))
            except TimeoutError:
                said = STILL_HERE
            if now() > asks:
                if not await may_stay():
                    return
                asks = now() + ASK_AGAIN
            yield said
            if reader.is_late and reader.inbox.empty():
                return


async def _rest_of_the_request() -> None:
    """Give back what the gate used: a stream waits without a database session, and without the thread that Django keeps
    for the synchronous part of each request. With 200 streams those were half of the memory.
    """
    await sync_to_async(connections.close_all)()
    context = SyncToAsync.thread_sensitive_context.get(None)
    executor = SyncToAsync.context_to_thread_executor.pop(context, None) if context else None
    if executor:
        executor.shutdown(wait=False)
