"""A clause: one verb with what the sentence says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from postmortems.language.agents import Actor
from postmortems.language.phrases import NounPhrase


@dataclass(slots=True)
class Clause:
    """One verb with what the sentence says of it. ``verb`` indexes the main verb, ``end`` is exclusive."""

    subject: NounPhrase | None
    start: int
    verb: int
    lemma: str
    end: int
    negated: bool = False
    passive: bool = False
    perfect: bool = False
    modal: str = ""
    opener: str = ""
    carried: bool = False
    adverbs: list[str] = field(default_factory=list)
    by: NounPhrase | None = None
    complement: bool = False
    actor: Actor = Actor.THING  # the kind of the subject; a thing when there is none
