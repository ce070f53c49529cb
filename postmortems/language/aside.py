"""Blame over two sentences: what happened, a full stop, and then only a name."""

from __future__ import annotations

from postmortems.language.agents import INDIVIDUAL, ROLE_WORDS, Actor, People, name_kind
from postmortems.language.grammar import Parser
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.words import classes, verb_classes, verb_forms

Spot = tuple[int, int, str, Level]
_LEADING = classes()["afterthought_words"]
_EXCLAIMED = classes()["exclaimed"]
_LONGEST = 9  # tokens; an afterthought is short
_BAD = frozenset({"fail", "harm", "strong", "slip"})


def aside(parser: Parser, before: list[Token]) -> Spot | None:
    """ "The index was dropped. By Lea." or "Root cause? Kim.": a sentence that is only a name after one of harm."""
    if not before or len(parser.tokens) > _LONGEST:
        return None
    tokens = [token for token in parser.tokens if token.kind != "punct"]
    if len(tokens) <= 2 and tokens and tokens[-1].low in _EXCLAIMED and _somebody(before, parser.people):
        return (0, len(parser.tokens), "contempt", Level.BLAME)
    if not 0 < len(tokens) <= 5 or not _harmful(before, tokens[0].low == "by"):
        return None
    person = next((phrase for phrase in parser.phrases if phrase.actor in INDIVIDUAL), None)
    if person is None or any(token.low not in _LEADING for token in parser.tokens[: person.start]):
        return None
    rest = [token for token in parser.tokens[person.end :] if token.kind != "punct"]
    return None if rest else (0, person.end, "cause", Level.BLAME)


def _somebody(before: list[Token], people: People) -> bool:
    """Did the sentence before speak of people?"""
    return any(
        token.low in ROLE_WORDS or name_kind(before, k, k + 1, people) is Actor.PERSON
        for k, token in enumerate(before[:40])
        if token.kind in ("word", "handle")
    )


def _harmful(before: list[Token], by: bool) -> bool:
    lows = [token.low for token in before[-40:]]
    told = {kind for low in lows if low in verb_forms() for kind in verb_classes().get(verb_forms()[low][0], ())}
    undone = any(low in verb_forms() and verb_forms()[low][0] in classes()["undoing"] for low in lows)
    asked = lows[-1:] == ["?"] and bool({"who", "whose", "cause", "culprit", "why"}.intersection(lows))
    guilty = asked and lows[:2] in (["who", "did"], ["who", "was"], ["who", "broke"], ["whose", "fault"])
    return (
        bool(told & _BAD)
        or (guilty and not {"paged", "called", "call", "there", "present", "duty", "affected"}.intersection(lows))
        or (by and undone)
        or (asked and (undone or "cause" in lows or "culprit" in lows))
        or bool({"mistake", "not"} & set(lows))
    )
