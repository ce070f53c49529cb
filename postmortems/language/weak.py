"""Weak causes and weak actions: luck, and promises after which nothing would be different."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.language.agents import INDIVIDUAL, Actor
from postmortems.language.grammar import Parser
from postmortems.language.speech import verb_of
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Spot = tuple[int, int, str, Level]
_KNOWN = classes()
_LEADING = classes()["promise_openers"]
_EXACT = frozenset({"number", "code"})
_LONGEST = 12  # words; a longer promise has usually named what will exist


def weak(parser: Parser) -> Iterator[Spot]:
    """Yield a sentence that promises without naming what will exist, trains people, or blames luck."""
    words = [k for k, token in enumerate(parser.tokens) if token.kind == "word"]
    if (
        not words
        or (len(words) > _LONGEST and _KNOWN["training_verbs"].isdisjoint(parser.words))
        or not _EXACT.isdisjoint([token.kind for token in parser.tokens])
    ):
        return
    opening = [k for k in words[:5] if parser.lows[k] not in _LEADING]
    if not opening:
        return
    first = opening[0]
    if [k for k in words[:5] if 2 < k < first and parser.codes[k] in ("A", "M")]:
        return
    last = words[-1] + 1
    if _trains(parser, first):
        yield (first, min(last, first + 3), "punitive", Level.COACH)
    elif len(words) <= _LONGEST and _promises(parser, first):
        yield (first, last, "weak", Level.COACH)


def _promises(parser: Parser, i: int) -> bool:
    """ "Improve monitoring", "be careful", "ensure that ...", "communicate better"."""
    lows = parser.lows[i : i + 3]
    told = parser.clauses[0] if parser.clauses else None
    if told and told.subject is not None and told.subject.end <= i and told.verb == i:
        return lows[0] in _KNOWN["vaguely"] and parser.lows[0] == "we"
    if lows[0] == "be":
        return bool(_KNOWN["care"].intersection(lows))
    if lows[0] in ("better", "do", "try"):
        meant = lows[0] == "better" or not {"better", "harder"}.isdisjoint(lows)
        return meant and lows[1:2] != [] and parser.codes[i + 1] == ""
    return lows[0] in _KNOWN["vaguely"] or (len(lows) == 2 and lows[1] == "better" and verb_of(lows[0]) is not None)


def _trains(parser: Parser, i: int) -> bool:
    """ "Retrain the operators": people are mended in place of the step."""
    if parser.lows[i] not in _KNOWN["training_verbs"]:
        return False
    whom = next(iter(parser.phrases_from(i, 2)), None)
    taught = whom is not None and whom.start == i + 1
    return taught and whom is not None and (whom.actor is Actor.TEAM or whom.actor in INDIVIDUAL)
