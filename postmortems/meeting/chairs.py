"""Who beside the facilitator presses what in the cockpit (PRACTICE.md section 2.3). Pure.

The second chair keeps the clock and the hands, the scribe writes down; whoever learns watches.
"""

from enum import StrEnum


class Chair(StrEnum):
    """A chair, by the name of the meeting's field that says who sits on it."""

    SECOND = "second"
    SCRIBE = "scribe"
    SHADOW = "shadow"


MAY: dict[Chair, frozenset[str]] = {
    Chair.SECOND: frozenset({"extend", "hold", "go-on", "spoke"}),
    Chair.SCRIBE: frozenset({"capture"}),
    Chair.SHADOW: frozenset(),
}
