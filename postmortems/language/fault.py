"""The cause laid at somebody's door: "blame Kim", "Kim is to blame", "the outage is on Deepak"."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL, Actor
from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.polarity import rejected
from postmortems.language.speech import verb_of
from postmortems.language.verdict import Level
from postmortems.language.words import classes, verb_classes

Spot = tuple[int, int, str, Level]
_SOON = frozenset({"second", "seconds", "minute", "minutes", "moment"})
_LYING = frozenset({"be", "lie", "lay", "rest", "fall", "come", "boil"})
_LIES = frozenset({"lies", "lay", "rests", "rested", "falls"})


def faults(parser: Parser) -> Iterator[Spot]:
    """Yield what lays the cause at somebody's door, unless the sentence turns it down."""
    starts: dict[int, NounPhrase] = {}
    for i, token in enumerate(parser.tokens):
        if token.low not in _DOORS:
            continue
        starts = starts or {phrase.start: phrase for phrase in parser.phrases}
        spot = _DOORS[token.low](parser, i, starts)
        if spot and not rejected(parser.tokens, spot[0], spot[1]):
            yield spot


def _blamed(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    tokens, phrase = parser.tokens, starts.get(i + 1)
    if i and tokens[i - 1].low == "to":
        return _to_blame(parser, i)
    begins = i == 0 or tokens[i - 1].kind == "punct" or tokens[i - 1].low in ("just", "please", "we", "i")
    blamed = phrase is not None and (phrase.actor in INDIVIDUAL or phrase.actor is Actor.TEAM)
    return (i, phrase.end, "cause", Level.BLAME) if phrase and begins and blamed else None


def _to_blame(parser: Parser, i: int) -> Spot | None:
    clause = _clause_at(parser, i - 1)
    if clause is None or clause.lemma != "be" or clause.negated or clause.subject is None:
        return None
    guilty = clause.actor in INDIVIDUAL or clause.actor in COLLECTIVE
    return (clause.start, i + 1, "cause", Level.BLAME) if guilty else None


def _clause_at(parser: Parser, i: int) -> Clause | None:
    """The clause whose verb stands shortly before ``i``."""
    return next(iter(parser.clauses_from(i - 5, 4)), None)


def _at_door(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "The outage is on Deepak", "this comes down to Kim", "the fault lies with the operator"."""
    phrase, clause, lies = (
        starts.get(i + 1),
        _clause_at(parser, i),
        parser.lows[max(0, i - 2) : i],
    )
    if phrase and lies[-1:] and lies[-1] in _LIES and lies[0] in classes()["incident_nouns"]:
        return (max(0, i - 2), phrase.end, "cause", Level.BLAME) if phrase.actor in INDIVIDUAL else None
    if phrase is None or clause is None or clause.lemma not in _LYING or clause.negated or clause.subject is None:
        return None
    tokens = parser.tokens
    between = [token.low for token in tokens[clause.verb + 1 : i]]
    down = "down" in between
    if (tokens[i].low == "to") is not down or tokens[clause.subject.end - 1].low not in classes()["incident_nouns"]:
        return None
    after = tokens[phrase.end].low if phrase.end < len(tokens) else "."
    who = phrase.actor in INDIVIDUAL or phrase.actor is Actor.TEAM
    if not who or after in ("to", "for") or set(between) - _SAID:
        return None
    return (clause.start, phrase.end, "cause", Level.BLAME if phrase.actor in INDIVIDUAL else Level.COACH)


_SAID = frozenset({"down", "all", "entirely", "squarely", "solely", "mostly", "really", "clearly", "100", "again"})


def _seconds(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "It would have taken Luca five seconds to look": what somebody did not do, and how little it was."""
    phrase = starts.get(i + 1)
    if i < 2 or parser.lows[i - 2] != "would" or phrase is None:
        return None
    after = parser.lows[i + 1 : i + 11]
    soon = _SOON.intersection(after)
    verb = verb_of(after[after.index("to") + 1]) if "to" in after[:-1] else None
    looks = verb is not None and "watch" in verb_classes().get(verb[0], frozenset())
    known = phrase.actor in INDIVIDUAL or phrase.actor is Actor.TEAM or looks
    return (i - 2, phrase.end, "counterfactual", Level.BLAME) if soon and known else None


def _behind(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "The contractor was behind the outage", "Kim is at the root of this"."""
    clause, phrase = _clause_at(parser, i), starts.get(i + 1)
    rooted = parser.lows[i] == "root" and parser.lows[i + 1 : i + 2] == ["of"]
    phrase = starts.get(i + 2) if rooted else phrase
    if clause is None or clause.lemma != "be" or clause.negated or clause.actor not in INDIVIDUAL or phrase is None:
        return None
    told = parser.lows[phrase.end - 1] in classes()["incident_nouns"]
    return (clause.start, phrase.end, "cause", Level.BLAME) if told else None


_DOORS = {
    "behind": _behind, "root": _behind, "blame": _blamed, "on": _at_door, "with": _at_door, "to": _at_door,
    "taken": _seconds,
}  # fmt: skip
