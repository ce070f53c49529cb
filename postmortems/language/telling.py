"""What the findings of a sentence say, worked out when it is first read: most verdicts are asked for their level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial

from postmortems.language.agents import People
from postmortems.language.opinion import second
from postmortems.language.reading import read
from postmortems.language.reframe import Frame, plainer, say
from postmortems.language.risk import plain
from postmortems.language.rules import BY_ID
from postmortems.language.tokens import sentences
from postmortems.language.verdict import Finding, Level


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is held against, as characters [start:stop], by which rule and how heavily."""

    start: int
    stop: int
    frame: Frame
    rule: str
    level: Level


class Telling:
    """The places of one sentence, and what is said of them."""

    def __init__(self, text: str, places: list[Place], people: People) -> None:
        self.text, self.places, self.people = text, places, people

    def findings(self) -> list[Finding]:
        """One finding a place. The first whose words are read has all of the sentence told: they speak together."""
        return [
            Finding.untold(place.start, place.stop, place.rule, place.level, partial(self._told, index))
            for index, place in enumerate(self.places)
        ]

    def _told(self, index: int) -> Finding:
        return self._all[index]

    @cached_property
    def _all(self) -> list[Finding]:
        return _joined([_settled(_told(self.text, place), self.people) for place in self.places])


def _told(text: str, place: Place) -> Finding:
    found = say(text, place.frame, place.rule, place.level)
    if place.rule in _PLAIN:
        return replace(found, question=BY_ID[place.rule].question, suggestion=None, suggestions=())
    return found


def _joined(found: list[Finding]) -> list[Finding]:
    """The findings of a sentence; one that names nothing opens where another names something: "My bad, forgot it"."""
    telling = next((finding for finding in found if finding.suggestions), None)
    if telling is None:
        return found
    return [_with(finding, telling) if _silent(finding) else finding for finding in found]


def _silent(finding: Finding) -> bool:
    return not finding.suggestions and finding.rule not in _PLAIN | {"punitive"}


def _with(finding: Finding, telling: Finding) -> Finding:
    return replace(finding, question=telling.question, suggestion=telling.suggestion, suggestions=telling.suggestions)


def _settled(finding: Finding, people: People) -> Finding:
    """A suggestion that would itself be held against its reader is not made."""
    kept = tuple([said for said in finding.suggestions if _harmless(said, people)])
    if finding.suggestions and not kept:
        finding = plainer(finding)
        kept = finding.suggestions
    first = next(iter(kept), None)
    if kept == finding.suggestions and first == finding.suggestion:
        return finding
    return replace(finding, suggestion=first, suggestions=kept)


def _harmless(said: str, people: People) -> bool:
    """Nothing to hold against it: told by its words where they are plain and tell of nobody, else by reading it."""
    if plain(said, people):
        return True
    return not any(second([read(tokens, people) for tokens in sentences(said)]))


_PLAIN = frozenset({"weak", "luck"})  # one question each; the text holds nothing yet to build a sentence from
