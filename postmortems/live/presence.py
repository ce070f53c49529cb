"""Who is in which section just now, and who writes in which field. Pure, and in memory only.

It is kept by the process that holds the streams, for as long as a page says so, and nowhere else: no row, no log, no
history of where somebody was.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

STAYS = 45.0  # seconds after a page was last heard; pages say it every 20 (static/js/presence.js)
MOST_PAGES = 200  # of one room; beyond that the one that was heard first goes


@dataclass(frozen=True)
class Here:
    """One open page of one person: its section and, while words are typed there, the field, as drafts name it."""

    person: int
    section: str
    field: str = ""
    takes: bool = False


@dataclass(frozen=True)
class Heard:
    """What was last said of a page. `began` is when it came into its field, `took` when it took that field over."""

    here: Here
    at: float
    began: float
    took: float = -1.0


@dataclass(frozen=True)
class Seen:
    """One person in one place, as the others see it. One person at a time holds a field."""

    person: int
    section: str
    field: str
    holds: bool
    took: bool


class Presence:
    """Rooms and the pages in them. Every change says whether anybody would see a difference."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, Heard]] = {}

    def hear(self, room: str, page: str, here: Here | None, *, now: float) -> bool:
        """A page says where its person is; None: it closes."""
        before, pages = self.seen(room), self._rooms.setdefault(room, {})
        old = pages.pop(page, None)
        if here is not None:
            goes_on = old is not None and old.here.field == here.field
            began, took = (old.began, old.took) if old and goes_on else (now, -1.0)
            pages[page] = Heard(replace(here, takes=False), now, began, now if here.takes else took)
        if len(pages) > MOST_PAGES:
            del pages[next(iter(pages))]
        self._clear(room)
        return self.seen(room) != before

    def forget(self, *, now: float) -> list[str]:
        """Let go of pages that were not heard for a while. The rooms that look different without them."""
        changed = []
        for room, pages in list(self._rooms.items()):
            before = self.seen(room)
            for page in [page for page, heard in pages.items() if now - heard.at > STAYS]:
                del pages[page]
            self._clear(room)
            if self.seen(room) != before:
                changed.append(room)
        return changed

    def seen(self, room: str) -> list[Seen]:
        """Everybody in the room, each person once a place, who came first first."""
        heard = sorted(self._rooms.get(room, {}).values(), key=lambda one: one.began)
        holders = {one.here.field: one for one in sorted(heard, key=lambda one: (one.took, -one.began))}
        found: dict[tuple[int, str, str], Seen] = {}
        for here, holder in ((one.here, holders[one.here.field]) for one in heard):
            holds = bool(here.field) and holder.here.person == here.person
            seen = Seen(here.person, here.section, here.field, holds, holds and holder.took >= 0)
            found.setdefault((here.person, here.section, here.field), seen)
        return list(found.values())

    def clear(self) -> None:
        """Forget everybody."""
        self._rooms.clear()

    def _clear(self, room: str) -> None:
        if not self._rooms.get(room):
            self._rooms.pop(room, None)


# Makes what the pages of an audience get to see of the people in a room; empty for an audience that sees nobody.
Renderer = Callable[[list[Seen], str], str]


class PresentPeople(Presence):
    """The same as a memory of the live processes (memory.py)."""

    event = "present"

    def __init__(self, show: Renderer) -> None:
        super().__init__()
        self._show = show

    def hear(self, room: str, page: str, said: dict[str, Any] | None, *, now: float) -> bool:  # type: ignore[override]
        return super().hear(room, page, Here(**said) if said else None, now=now)

    def holds(self, room: str) -> bool:
        return bool(self.seen(room))

    def render(self, room: str, audience: str) -> str:
        return self._show(self.seen(room), audience)
