"""What the guard answers: a level, and the findings that led to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any


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


class _ToldWhenAsked:
    """Fields that still hold nothing are taken, when the first of them is read, from what ``_tell`` answers."""

    __slots__ = ("_tell",)
    _tell: Callable[[], Finding]

    if not TYPE_CHECKING:  # called for what is missing alone, and a slot without a value is missing

        def __getattr__(self, name: str) -> Any:
            if name not in _SAID:
                raise AttributeError(name)
            told = self._tell()
            for field in _SAID:
                object.__setattr__(self, field, getattr(told, field))
            return getattr(told, name)


_SAID = ("why", "question", "suggestion", "suggestions")


@dataclass(frozen=True, slots=True)
class Finding(_ToldWhenAsked):
    """One place in a text where the story stops at a person.

    ``start`` and ``end`` are character offsets into the text as it was given, ``end`` exclusive. ``why`` speaks about
    the sentence, never about its author; ``question`` opens the second story; ``suggestion`` is a sentence about the
    system with a gap (``___``) to fill in, or None when the text's own words do not allow an honest one;
    ``suggestions`` are up to three different ones, that first. These words cost more than all the rest, so a finding
    of ``check`` works them out when one of them is read; equal, hashed and stored it is by all of its fields.
    """

    start: int
    end: int
    rule: str
    level: Level
    why: str
    question: str
    suggestion: str | None = None
    suggestions: tuple[str, ...] = ()

    @classmethod
    def untold(cls, start: int, end: int, rule: str, level: Level, tell: Callable[[], Finding]) -> Finding:
        """A finding whose words are those of the finding that ``tell`` answers."""
        finding = cls.__new__(cls)
        for field, value in (("start", start), ("end", end), ("rule", rule), ("level", level), ("_tell", tell)):
            object.__setattr__(finding, field, value)
        return finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """The worst level among the findings (``ok`` without any) and the findings in the order of the text."""

    level: Level
    findings: tuple[Finding, ...] = ()
