"""A verdict set beside a person ("the careless engineer", "dumb of me") and a punishment ("retrain the operator")."""

from __future__ import annotations

from bisect import bisect_right

from postmortems.language.agents import INDIVIDUAL, Actor, unlisted
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.whose import Spot
from postmortems.language.words import classes

_SCOLDING = classes()["scolding"]
_JUDGING = classes()["contempt"] | classes()["judging"]


def judged(parser: Parser, i: int) -> Spot | None:
    """ "an incompetent vendor", "the careless engineer": a verdict set before a person."""
    if parser.lows[i] not in _JUDGING:
        return None
    if owned := _judged_of(parser, i) or _set_apart(parser, i):
        return owned
    around = bisect_right(parser.phrases, i, key=lambda phrase: phrase.start) - 1
    if (
        around >= 0
        and i < parser.phrases[around].end - 1
        and parser.phrases[around].actor in (Actor.PERSON, Actor.TEAM)
    ):
        return (i, parser.phrases[around].end, "verdict", Level.BLAME)
    if around >= 0 and (spot := _work_of(parser, i, parser.phrases[around])):
        return spot
    for k in range(i + 1, min(i + 4, len(parser.tokens))):
        if parser.codes[k] != "":
            return None
        if parser.lows[k] in classes()["failing_nouns"] and parser.lows[i] in _SCOLDING:
            return (i, k + 1, "verdict", Level.BLAME)
    return None


def _work_of(parser: Parser, i: int, work: NounPhrase) -> Spot | None:
    """ "lazy coding by the devs": a verdict on what somebody made."""
    if not work.start <= i < work.end or parser.lows[work.end : work.end + 1] != ["by"]:
        return None
    maker = next((phrase for phrase in parser.phrases_from(work.end, 3) if phrase.start == work.end + 1), None)
    made = maker is not None and maker.actor in (Actor.PERSON, Actor.TEAM)
    return (i, maker.end, "verdict", Level.BLAME) if made and maker else None


def _set_apart(parser: Parser, i: int) -> Spot | None:
    """ "The release engineer, impatient as ever, promoted ...": a verdict between commas behind a person."""
    comma = next((k for k in range(i - 1, max(-1, i - 4), -1) if parser.codes[k] != "V"), -1)
    if comma < 1 or parser.lows[comma] != ",":
        return None
    whose = next((p for p in reversed(parser.phrases_before(comma, 2)) if p.end == comma), None)
    closed = any(token.low == "," for token in parser.tokens[i + 1 : i + 8])
    return (i, i + 1, "verdict", Level.BLAME) if whose and whose.actor in INDIVIDUAL and closed else None


def _judged_of(parser: Parser, i: int) -> Spot | None:
    """ "It was careless of him", "dumb of me"."""
    tokens = parser.tokens
    if [token.low for token in tokens[i + 1 : i + 2]] != ["of"]:
        return None
    whose = next((p for p in parser.phrases_from(i, 2) if p.start == i + 2 and p.actor in INDIVIDUAL), None)
    named = tokens[i + 2 : i + 3]
    if whose is None and named and (named[0].low in ("me", "him", "her") or unlisted(named, parser.people)):
        return (i, i + 3, "verdict", Level.BLAME)
    return (i, whose.end, "self" if whose.actor is Actor.SELF else "verdict", Level.BLAME) if whose else None


PUNISHING = classes()["punishing"]


def punished(tokens: list[Token], i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "Retrain the operator", "a warning for Kim": what would be done to a person."""
    for k in (i + 1, i + 2):
        phrase = starts.get(k)
        if (
            phrase
            and phrase.actor is Actor.PERSON
            and tokens[k].low != "you"
            and (k == i + 1 or tokens[i + 1].low in ("for", "of"))
        ):
            imperative = i == 0 or tokens[i - 1].low in (
                "to",
                "must",
                "should",
                "and",
                "a",
                "formal",
                "recommend",
                ":",
                "-",
            )
            return (i, phrase.end, "punitive", Level.BLAME) if imperative else None
    return None
