"""What the guard answers: a level, and the findings that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a text reads, from mild to refused. Levels compare by weight: ``Level.OK < Level.COACH < Level.BLAME``."""

    OK = "ok"
    COACH = "coach"
    BLAME = "blame"

    @property
    def weight(self) -> int:
        """0 for ok, 1 for coach, 2 for blame."""
        return _WEIGHTS[self._value_]

    def __lt__(self, other: str) -> bool:
        return _WEIGHTS[self._value_] < _WEIGHTS[other]

    def __le__(self, other: str) -> bool:
        return _WEIGHTS[self._value_] <= _WEIGHTS[other]

    def __gt__(self, other: str) -> bool:
        return _WEIGHTS[self._value_] > _WEIGHTS[other]

    def __ge__(self, other: str) -> bool:
        return _WEIGHTS[self._value_] >= _WEIGHTS[other]


_WEIGHTS = {"ok": 0, "coach": 1, "blame": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text where the story stops at a person.

    ``start`` and ``end`` are character offsets into the text as it was given, ``end`` exclusive. ``why`` speaks about
    the sentence, never about its author; ``question`` opens the second story; ``suggestion`` is a sentence about the
    system with a gap (``___``) to fill in, or None when the text's own words do not allow an honest one;
    ``suggestions`` are up to three different ones, that first.
    """

    start: int
    end: int
    rule: str
    level: Level
    why: str
    question: str
    suggestion: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The worst level among the findings (``ok`` without any) and the findings in the order of the text."""

    level: Level
    findings: tuple[Finding, ...] = ()
