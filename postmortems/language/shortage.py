"""What is said to be too little: "lack of care", "poor judgement by Kim", "sloppy work", "more care from Rashid"."""

from __future__ import annotations

from postmortems.language.agents import INDIVIDUAL
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.whose import Spot, attributed, owner_of, stranger
from postmortems.language.words import classes


def shortage(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "lack of care", "poor judgement by Kim": refused with an owner, turned without one."""
    known, tokens = classes(), parser.tokens
    if tokens[i].low not in known["shortage"] or (tokens[i].low == "wrong" and i and parser.codes[i - 1] == "D"):
        return None
    k = i + 1
    if k < len(tokens) and tokens[k].low == "of":
        k += 1
    for end in (k, k + 1):
        if end < len(tokens) and tokens[end].low in known["pure_qualities"]:
            whose = attributed(tokens, end, starts)
            owned = owner_of(parser, i) in INDIVIDUAL
            idle = tokens[end].low in known["alert_qualities"]
            blame = owned or (whose is not None and (idle or whose[3] is Level.BLAME))
            return (i, end + 1, "nominal", Level.BLAME) if blame else (i, end + 1, "vague", Level.COACH)
    sloppy = (
        tokens[i].low in ("sloppy", "careless") and k < len(tokens) and tokens[k].low not in ("default", "defaults")
    )
    return (i, k + 1, "vague", Level.COACH) if sloppy and tokens[k].kind == "word" else _was_poor(tokens, i)


def shortcoming(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "the pilot's delayed flare", "improper supervision by the instructor", "a bit more care from Rashid"."""
    known, tokens = classes(), parser.tokens
    k = i + 2 if [t.low for t in tokens[i + 1 : i + 2]] == ["of"] else i + 1
    if k >= len(tokens) or parser.codes[k] not in ("", "V") or tokens[k].kind != "word":
        return None
    if owner_of(parser, i) in INDIVIDUAL and tokens[k].low not in _POSSESSIONS:
        return (max(0, i - 1), k + 1, "nominal", Level.BLAME)
    if i and stranger(parser, i - 1) and tokens[i].low in ("sloppy", "careless", "hasty", "reckless", "negligent"):
        return (i - 1, k + 1, "nominal", Level.BLAME)
    whose = attributed(tokens, k, starts)
    by = whose is not None and any(token.low == "by" for token in tokens[k : whose[1]])
    if not by and known["qualities"].isdisjoint(token.low for token in tokens[k : k + 3]):
        return None
    return whose if whose and whose[3] is Level.BLAME else None


_POSSESSIONS = classes()["possessions"]


def _was_poor(tokens: list[Token], i: int) -> Spot | None:
    said = tokens[i].low in ("poor", "bad", "insufficient", "inadequate") and i > 1
    if (
        said
        and tokens[i - 1].low in ("was", "were", "is")
        and classes()["qualities"].intersection(token.low for token in tokens[max(0, i - 10) : i])
    ):
        return (i - 1, i + 1, "vague", Level.COACH)
    return None
