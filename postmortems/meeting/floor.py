"""Whose hand is up, who spoke how often, who is done writing. Pure, in memory only, for the facilitator's eyes alone.

The queue goes by fewest turns, then by who is not in the room, then by who asked first (PRACTICE.md 2.3). Turns are
never written down: with the last open screen they are gone.
"""

from dataclasses import dataclass, field
from typing import Any

MOST_SEATS = 400
MOST_INVITED = 2  # names at once: an invitation, never a list of who is silent
STAYS = 150.0  # seconds after a phone was last heard; phones say it every minute


@dataclass
class Place:
    """One seat, as far as it was heard. `asked` is when the hand went up."""

    at: float
    turns: int = 0
    asked: float | None = None
    is_done: bool = False
    is_remote: bool = False


@dataclass(frozen=True)
class Seen:
    """The floor as the cockpit shows it: seats by number. `quiet` may be invited next."""

    queue: tuple[int, ...] = ()
    quiet: tuple[int, ...] = ()
    done: int = 0
    here: int = 0


@dataclass
class Room:
    places: dict[int, Place] = field(default_factory=dict)


class Floor:
    """The floors of all rooms."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}

    def hear(self, room: str, page: str, said: dict[str, Any] | None, *, now: float) -> bool:
        """A seat says "here", "hand", "down", "done", "writes" or "spoke"; without a word it leaves. "fresh" takes
        every "done" back: something new is to be written.
        """
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
            tuple(quiet[:MOST_INVITED]),
            sum(place.is_done for place in places.values()),
            len(places),
        )

    def forget(self, *, now: float) -> list[str]:
        """Let go of seats that were not heard for a while."""
        changed = []
        for name, room in list(self._rooms.items()):
            gone = [seat for seat, place in room.places.items() if now - place.at > STAYS]
            for seat in gone:
                del room.places[seat]
            if gone:
                changed.append(name)
        return changed

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
        place.is_done = what == "done"
    elif what == "remote":
        place.is_remote = True


def _seat(page: str) -> int:
    return int(page)
