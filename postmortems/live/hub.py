"""From one LISTEN connection a process to every open stream.

Each change is rendered once an audience, whatever the number of readers.
"""

import asyncio
import contextlib
import json
import weakref
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg
import structlog
from django.db import close_old_connections, connections

from postmortems.live.fragments import heard_as, parts_of, render
from postmortems.live.memory import Memory, make_all
from postmortems.live.services import AGAIN, CHANNEL, EVERY_ROOM

# A reader that is this many messages behind is let go; it comes back and asks for what it missed.
MOST_WAITING = 64
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0)  # seconds between two tries to reach the database
LOOK = 5.0  # seconds between two looks for people who left without a word
# A page that gets no stream asks every few seconds; so long after its last question it is still listened for.
ASKED_FOR = 60.0
log = structlog.get_logger("second_story.live")

Notice = tuple[str, str, int]  # room, topic, object id; no object for what is only remembered
Place = tuple[str, str]  # room, audience
_one_at_a_time = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
_hubs: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = weakref.WeakKeyDictionary()


def message(event: str, data: str = "") -> bytes:
    """An event as the browser's EventSource reads it."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"event: {event}\n{lines}\n".encode()


# The page asks what changed since its version.
RESYNC = message("resync")


@dataclass(eq=False)
class Reader:
    """One open stream. After `is_late` it gets nothing more."""

    inbox: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    is_late: bool = False

    def give(self, data: bytes) -> None:
        """Never waits: a reader that does not read must not hold up the others."""
        if self.is_late:
            return
        try:
            self.inbox.put_nowait(data)
        except asyncio.QueueFull:
            self.let_go()

    def let_go(self) -> None:
        """The last thing it hears: come back through the gate, and ask for what was missed."""
        self.is_late = True
        while not self.inbox.empty():
            self.inbox.get_nowait()
        self.inbox.put_nowait(RESYNC)


class Hub:
    """The readers of one process by room and audience. While there is any, one connection hears of changes."""

    def __init__(self) -> None:
        self._readers: dict[Place, set[Reader]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._notices: asyncio.Queue[Notice] = asyncio.Queue()
        self._memories = make_all()
        self._is_listening = False
        self._asked_until = 0.0
        self._resting: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def reading(self, room: str, audience: str) -> AsyncIterator[Reader]:
        """A reader in the room. Its first message is RESYNC, once changes are heard: then nothing can fall between."""
        reader, place = Reader(), (room, audience)
        self._readers.setdefault(place, set()).add(reader)
        if not self._begin() and self._is_listening:
            reader.give(RESYNC)
            for topic, memory in self._memories.items():
                if memory.holds(room):
                    self._notices.put_nowait((room, topic, 0))
        try:
            yield reader
        finally:
            self._readers[place].discard(reader)
            if not self._readers[place]:
                del self._readers[place]
            await self._rest_if_alone()

    async def remembered(self, room: str, audience: str) -> str:
        """What is only remembered of the room, for a page that asks because it gets no stream. What is said is heard
        for it from now on.
        """
        self._asked_until = _now() + ASKED_FOR
        self._begin()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_one_at_a_time, _show_remembered, self._memories, room, audience)

    def _begin(self) -> bool:
        """Listen, unless that is done already; whether it begins only now."""
        if self._tasks:
            return False
        work = (self._listen(), self._hand_out(), self._look_for_the_gone())
        self._tasks = [asyncio.create_task(one) for one in work]
        return True

    async def _rest_if_alone(self) -> None:
        """Nobody reads and nobody asks: hold no connection."""
        if self._readers or _now() < self._asked_until:
            return
        tasks, self._tasks, self._is_listening = self._tasks, [], False
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for memory in self._memories.values():
            memory.clear()

    async def _listen(self) -> None:
        """Hear of changes; when the database goes away, come back and let every page ask for what it missed."""
        tries = 0
        while True:
            try:
                async with await _connect() as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    tries, self._is_listening = 0, True
                    self._give_all(RESYNC)
                    async for notice in connection.notifies():
                        self._hear(notice.payload)
            except (psycopg.Error, OSError) as error:
                self._is_listening = False
                log.warning("lost the database", kind=type(error).__name__)
                await asyncio.sleep(BACKOFF[min(tries, len(BACKOFF) - 1)])
                tries += 1

    def _hear(self, payload: str) -> None:
        """What changed, or what is to be remembered. Something else on the channel must not end the listening."""
        with contextlib.suppress(ValueError, KeyError, TypeError):
            said = json.loads(payload)
            room, topic = str(said["room"]), str(said["topic"])
            memory = self._memories.get(topic)
            if memory is None:
                self._notices.put_nowait((room, topic, int(said["id"])))
            elif memory.hear(room, str(said["page"]), said["here"], now=_now()):
                self._notices.put_nowait((room, topic, 0))

    async def _look_for_the_gone(self) -> None:
        """Whoever left without a word, by a dead battery say, is gone within a minute."""
        while True:
            await asyncio.sleep(LOOK)
            for topic, memory in self._memories.items():
                for room in memory.forget(now=_now()):
                    self._notices.put_nowait((room, topic, 0))
            if not self._readers and _now() >= self._asked_until:
                self._resting = asyncio.create_task(self._rest_if_alone())  # it ends this task, too

    async def _hand_out(self) -> None:
        """Render what waits, in order, each thing once, and give it to its readers."""
        while True:
            waiting = dict.fromkeys([await self._notices.get()])
            while not self._notices.empty():
                waiting |= dict.fromkeys([self._notices.get_nowait()])
            for notice in waiting:
                await self._give(notice)

    async def _give(self, notice: Notice) -> None:
        room = notice[0]
        if room == EVERY_ROOM:
            for reader in self._everybody():
                reader.let_go()
            return
        if notice[1] == AGAIN:
            for reader in self._everybody(room):
                reader.give(RESYNC)
            return
        audiences = [audience for at, audience in self._readers if at == room]
        if not audiences:
            return
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(_one_at_a_time, self._make, notice, audiences)
        for audience, data in made.items():
            for reader in self._readers.get((room, audience), ()):
                reader.give(data)

    def _make(self, notice: Notice, audiences: list[str]) -> dict[str, bytes]:
        room, topic, object_id = notice
        if memory := self._memories.get(topic):
            return _render_remembered(memory, room, audiences)
        return _render_all(topic, object_id, audiences)

    def _give_all(self, data: bytes) -> None:
        for reader in self._everybody():
            reader.give(data)

    def _everybody(self, room: str = "") -> Iterable[Reader]:
        """Every reader, or those in one room."""
        return [reader for (at, _audience), readers in self._readers.items() for reader in readers if room in ("", at)]


def hub() -> Hub:
    """The hub of the running event loop: in production there is one, and so one connection."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


def _render_all(topic: str, object_id: int, audiences: list[str]) -> dict[str, bytes]:
    """The change as each audience gets it. In a thread: templates and queries would hold up every stream.

    What cannot be rendered must not end the streams: those pages ask again, and the log has the reason.
    """
    try:
        heard = {audience: heard_as(topic, audience) for audience in audiences}
        made = {each: render(topic, object_id, each) for each in {*heard.values()}}
        return {audience: message("change", made[each]) for audience, each in heard.items() if made[each]}
    except Exception:
        log.exception("could not render", topic=topic)
        return dict.fromkeys(audiences, RESYNC)
    finally:
        close_old_connections()


def _render_remembered(memory: Memory, room: str, audiences: list[str]) -> dict[str, bytes]:
    """What is remembered, for each audience that may see it. What cannot be shown is left out: the next word comes
    soon.
    """
    try:
        made = {audience: memory.render(room, parts_of(audience)[0]) for audience in audiences}
        return {audience: message(memory.event, html) for audience, html in made.items() if html}
    except Exception:
        log.exception("could not show what is remembered", event=memory.event)
        return {}
    finally:
        close_old_connections()


def _show_remembered(memories: dict[str, Memory], room: str, audience: str) -> str:
    """What a page puts in its place by itself, of all that is remembered of the room."""
    try:
        told = (one for one in memories.values() if one.event == "change" and one.holds(room))
        return "".join(one.render(room, parts_of(audience)[0]) for one in told)
    finally:
        close_old_connections()


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _connect() -> psycopg.AsyncConnection[tuple[object, ...]]:
    """A session of our own beside Django's: it stays open and waits, outside every transaction."""
    wrapper = connections["default"]
    asked = wrapper.get_connection_params()
    names = ("dbname", "user", "password", "host", "port", "service", "passfile", "options", "sslmode", "sslrootcert")
    given = {name: asked[name] for name in names if asked.get(name)}
    given |= {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "connect_timeout": 5}
    return await psycopg.AsyncConnection.connect(**given, autocommit=True, application_name="live")
