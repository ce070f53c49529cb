"""What the processes that hold the streams remember for a while, and nothing else does: who is where, whose hand is
up.

It is told by a notice that carries no more than ids, kept in memory, and gone with the last open page of the process:
no row, no log, no history.
"""

from collections.abc import Callable
from typing import Any, Protocol


class Memory(Protocol):
    """One kind of such knowledge, by room. `event` is what a stream calls its messages."""

    event: str

    def hear(self, room: str, page: str, said: dict[str, Any] | None, *, now: float) -> bool:
        """A page says something, or None: it closes. Whether anybody would see a difference."""

    def forget(self, *, now: float) -> list[str]:
        """Let go of who was not heard for a while; the rooms that look different without them."""

    def holds(self, room: str) -> bool:
        """Whether there is anything to show of the room."""

    def render(self, room: str, audience: str) -> str:
        """What the pages of an audience get to see of it; empty for an audience that sees nothing."""

    def clear(self) -> None:
        """Forget everything."""


_kinds: dict[str, Callable[[], Memory]] = {}


def register(topic: str, make: Callable[[], Memory]) -> None:
    """Let every process that holds streams remember what is said under this topic."""
    _kinds[topic] = make


def make_all() -> dict[str, Memory]:
    """An empty memory of each kind, by its topic."""
    return {topic: make() for topic, make in _kinds.items()}
