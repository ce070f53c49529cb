"""The one entry point of the guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import batched, chain, pairwise

from postmortems.language.agents import People
from postmortems.language.opinion import second
from postmortems.language.polarity import allowed_spans, overlaps
from postmortems.language.reading import met, parsed
from postmortems.language.reframe import Met, heard, span
from postmortems.language.retold import answered
from postmortems.language.telling import Place, Telling
from postmortems.language.tokens import Token, sentences
from postmortems.language.verdict import Finding, Level, Verdict
from postmortems.language.words import COMMON_NOUNS, Lexicon, classes, verb_forms

_TOGETHER = 100  # sentences; a step taken for many keeps its code near the processor, which is an eighth of the time
_SHORT = 6  # words a text needs before its language can be told
_SHARE = 12  # English prose has at least one function word in this many


def check(
    text: str, *, people: Iterable[str] = (), products: Iterable[str] = (), lexicon: Lexicon | None = None
) -> Verdict:
    """Say whether ``text`` puts the cause in a person.

    ``people`` are names and handles known to be persons, ``products`` names known to be software. The answer depends
    on the arguments alone, costs time in proportion to the length, and is ``ok`` for text that is plainly not English.
    What a finding says is worked out when it is first read.
    """
    known = People.gather(people, products, lexicon)
    spans = allowed_spans(text, lexicon.allowed) if lexicon else []
    parts = list(sentences(text))
    if not _english(parts):
        return Verdict(Level.OK)
    found: list[Finding] = []
    groups = batched(pairwise([[], *parts]), _TOGETHER)
    read_so = chain.from_iterable(_places(group, known, spans) for group in groups)
    for (tokens, places), (then, after) in pairwise(chain(read_so, [([], [])])):
        if not places:
            continue
        if not any(place.level is Level.BLAME for place in after) and answered(tokens, then):
            places = [replace(place, level=min(place.level, Level.COACH)) for place in places]
        found += Telling(text, places, known).findings()
    return Verdict(max((finding.level for finding in found), default=Level.OK), tuple(found))


def _english(parts: list[list[Token]]) -> bool:
    words = [token.low for tokens in parts for token in tokens if token.kind == "word"]
    if len(words) < _SHORT:
        return all(ord(letter) < 0x250 for word in words for letter in word)
    if len([word for word in words if word in _ENGLISH]) * _SHARE >= len(words):
        return True
    known = verb_forms()
    return len([word for word in words if word in COMMON_NOUNS or word in known or word in _SHARED]) * 2 >= len(words)


_ENGLISH = (
    classes()["determiners"] | classes()["prepositions"] | classes()["auxiliaries"] | classes()["negators"]
    | classes()["subordinators"] | classes()["conjunctions"] | {"needs", "should"}
    | {"it", "he", "she", "we", "they", "i", "you", "us", "teh"}
    | {"could", "would", "might", "must", "never", "just", "again"}
)  # fmt: skip
_SHARED = frozenset({"a", "an", "in", "no", "me", "as", "am", "on", "over"})  # words of other languages as well
_ENGLISH -= _SHARED


def _places(
    group: tuple[tuple[list[Token], list[Token]], ...], people: People, spans: list[tuple[int, int]]
) -> list[tuple[list[Token], list[Place]]]:
    """Each sentence of a group, given with the one before it, and where it is held against outside of ``spans``."""
    parsers = [parsed(tokens, people) for _, tokens in group]
    ruled = [(parser, list(met(parser, before))) for parser, (before, _) in zip(parsers, group, strict=True)]
    heard = second(ruled)
    return [(parser.tokens, _apart(_outside(found, spans))) for parser, found in zip(parsers, heard, strict=True)]


def _outside(found: Iterable[Met], spans: list[tuple[int, int]]) -> Iterator[Place]:
    """The places that lie outside of the phrases an organisation allows."""
    for frame, rule, level in found:
        start, stop = span(frame, frame.end)
        if not (spans and overlaps(spans, start, stop)):
            yield Place(start, stop, frame, rule, heard(frame, level))


def _apart(found: Iterable[Place]) -> list[Place]:
    """Places in the order of the text, the heavier one where two overlap."""
    kept: list[Place] = []
    last = -1
    for place in sorted(found, key=lambda p: (p.start, -p.level.weight, -p.stop)):
        if place.start >= last:
            kept.append(place)
            last = place.stop
        elif place.level > kept[-1].level:
            kept[-1] = place
            last = max(last, place.stop)
    return kept
