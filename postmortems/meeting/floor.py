"""Whose hand is up, who spoke how often, who is done writing. Pure, in memory only, for the facilitator's eyes alone.

The queue goes by fewest turns, then by who is not in the room, then by who asked first (PRACTICE.md 2.3). Turns are
never written down: with the last open screen they are gone.
"""

from dataclasses import dataclass, field
from typing import Any

MOST_SEATS = 400
MOST_INVITED = 2  # names at once: an invitation, never a list of who is silent
WRITES = 12.0  # seconds after the last key that somebody counts as writing; phones say it every eight
STAYS = 150.0  # seconds after a phone was last heard; phones say it every minute


@dataclass
class Place:
    """One seat, as far as it was heard. `asked` is when the hand went up."""

    at: float
    turns: int = 0
    asked: float | None = None
    is_done: bool = False
    is_remote: bool = False
    wrote: float | None = None


@dataclass(frozen=True)
class Seen:
    """The floor as the cockpit shows it: seats by number. `quiet` may be invited next, `away` of the queue are not in
    the room, and `writing` is how many write just now.
    """

    queue: tuple[int, ...] = ()
    away: tuple[int, ...] = ()
    quiet: tuple[int, ...] = ()
    writing: int = 0
    done: int = 0
    here: int = 0


@dataclass
class Room:
    places: dict[int, Place] = field(default_factory=dict)


class Floor:
    """The floors of all rooms."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._now = 0.0

    def hear(self, room: str, page: str, said: dict[str, Any] | None, *, now: float) -> bool:
        """A seat says "here", "hand", "down", "done", "writes", "remote", "room" or "spoke"; without a word it leaves.
        "fresh" takes every "done" back: something new is to be written.
        """
        self._now = now
        before, places = self.seen(room), self._rooms.setdefault(room, Room()).places
        if said is None:
            places.pop(_seat(page), None)
        elif said.get("does") == "fresh":
            for place in places.values():
                place.is_done = False
        else:
            place = places.setdefault(_seat(page), Place(now))
            place.at = now
            _do(place, str(said.get("does")), now)
        if len(places) > MOST_SEATS:
            del places[next(iter(places))]
        return self.seen(room) != before

    def seen(self, room: str) -> Seen:
        """Who is next, and who may be invited."""
        places = self._rooms.get(room, Room()).places
        asked = [(place, seat) for seat, place in places.items() if place.asked is not None]
        queue = sorted(asked, key=lambda one: (one[0].turns, not one[0].is_remote, one[0].asked))
        quiet = [seat for seat, place in places.items() if place.turns == 0 and place.asked is None]
        return Seen(
            tuple(seat for _place, seat in queue),
            tuple(seat for place, seat in queue if place.is_remote),
            tuple(quiet[:MOST_INVITED]),
            sum(place.wrote is not None and self._now - place.wrote < WRITES for place in places.values()),
            sum(place.is_done for place in places.values()),
            len(places),
        )

    def forget(self, *, now: float) -> list[str]:
        """Let go of seats that were not heard for a while, and see who stopped writing."""
        before = {name: self.seen(name) for name in self._rooms}
        self._now = now
        for room in self._rooms.values():
            for seat in [seat for seat, place in room.places.items() if now - place.at > STAYS]:
                del room.places[seat]
        return [name for name, seen in before.items() if self.seen(name) != seen]

    def holds(self, room: str) -> bool:
        return bool(self._rooms.get(room, Room()).places)

    def clear(self) -> None:
        self._rooms.clear()


def _do(place: Place, what: str, now: float) -> None:
    if what == "hand":
        place.asked = now if place.asked is None else place.asked
    elif what == "down":
        place.asked = None
    elif what == "spoke":
        place.turns, place.asked = place.turns + 1, None
    elif what in ("done", "writes"):
        place.is_done, place.wrote = what == "done", now if what == "writes" else None
    elif what in ("remote", "room"):
        place.is_remote = what == "remote"


def _seat(page: str) -> int:
    return int(page)
