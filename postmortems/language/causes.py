"""A person named where the sentence names the cause."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.language.agents import INDIVIDUAL
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.polarity import rejected
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Spot = tuple[int, int, str, Level]


def named_causes(parser: Parser, starts: dict[int, NounPhrase]) -> Iterator[Spot]:
    """Yield "the root cause was the network admin ...", "caused by Kim", "a consequence of Hiroshi being stubborn"."""
    if parser.words.isdisjoint(_CAUSES):
        return
    tokens, cause = parser.tokens, -100
    for i, token in enumerate(tokens):
        if token.low in _CAUSES:
            cause = i
        elif i - cause > 6 and token.low not in _LINKING:
            cause = -100
        phrase = starts.get(i + 1)
        last = phrase is not None and phrase.end >= len(tokens) - 1 and token.low in ("are", "is", "was")
        near = 0 <= i - cause <= 4 or (cause >= 0 and (last or _linked(tokens, cause, i)))
        if phrase is None or phrase.actor not in INDIVIDUAL or not near:
            continue
        said = token.low in _SAYING or (token.low in ("by", "to", "of") and i - cause <= 1) or _linked(tokens, cause, i)
        if cause >= 0 and _credited(parser, cause):
            continue
        if said and _bare(parser, phrase, token.low) and not rejected(tokens, i, i + 1):
            yield (max(cause, 0), phrase.end, "cause", Level.BLAME)


_CAUSES = classes()["causes"] | {"consequence", "result", "thanks", "rca", "problem", "issue", "trouble"}
_GRIEF = classes()["grief"] | classes()["defects"]
_LINKING = classes()["linking"]
_OWED = frozenset({"praise", "credit", "respect", "apology", "apologies", "pay"})
_SAYING = frozenset({"was", "is", "are", "were", ":", "="})


def _credited(parser: Parser, cause: int) -> bool:
    """ "Thanks to Kim", where nothing went wrong; "praise is due to the lock keeper"."""
    if parser.lows[cause] == "thanks":
        return _GRIEF.isdisjoint(parser.words)
    return parser.lows[cause] == "due" and not _OWED.isdisjoint(parser.lows[max(0, cause - 3) : cause])


def _linked(tokens: list[Token], cause: int, i: int) -> bool:
    """Is there nothing but "was identified as" between the cause and the person?"""
    return 0 < i - cause <= 7 and all(token.low in _LINKING for token in tokens[cause + 1 : i + 1])


def _bare(parser: Parser, phrase: NounPhrase, mark: str) -> bool:
    """Is the person the cause itself, or doing something that is ("a developer running the tests")?"""
    tokens, k = parser.tokens, phrase.end
    while k < len(tokens) and parser.codes[k] == "V":
        k += 1
    following = tokens[k].low if k < len(tokens) else "."
    if mark in (":", "=") and any(clause.subject is phrase for clause in parser.clauses):
        return False
    return mark in (":", "=", "by") or following in (".", ",", ";", "who", ")") or following.endswith("ing")
