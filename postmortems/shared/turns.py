"""Streams are opened a few at a time: each asks the gate with a database session of its own, and a room of 200 comes
back in one moment when a server was restarted. Whoever waits is served a little later, and nobody is turned away.
"""

import asyncio
import weakref
from typing import Any

from postmortems.shared.bodies import Application, Message, Receive, Send

AT_ONCE = 20  # a PostgreSQL takes 100 sessions unless it is told otherwise, and others need theirs
OPENS = "/live/"


def in_turn(app: Application) -> Application:
    """The same application, which lets AT_ONCE streams be opened at once. A turn ends with the first piece of the
    answer: by then a stream has given back what its gate used (live/stream.py).
    """
    turns: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = weakref.WeakKeyDictionary()

    async def handle(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(OPENS):
            return await app(scope, receive, send)
        turn = turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
        is_over = False

        def end() -> None:
            nonlocal is_over
            if not is_over:
                is_over = True
                turn.release()

        async def passed_on(message: Message) -> None:
            if message["type"] == "http.response.body":
                end()
            await send(message)

        await turn.acquire()
        try:
            await app(scope, receive, passed_on)
        finally:
            end()

    return handle
