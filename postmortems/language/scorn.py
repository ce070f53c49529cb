"""Contempt and sarcasm: insults, praise for harm, and heroes that are none."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.language.agents import INDIVIDUAL, Actor
from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.polarity import rejected
from postmortems.language.verdict import Level
from postmortems.language.words import classes, verb_classes

Spot = tuple[int, int, str, Level]
_INSULTS, _IRONIC, _PRAISE = (classes()[name] for name in ("insults", "ironic", "praise"))
_TELLING = _INSULTS | _IRONIC | _PRAISE
_PRAISING, _LOUD = classes()["praising"], classes()["loud"]
_HARMFUL = frozenset({"fail", "harm", "strong"})


def scorn(parser: Parser) -> Iterator[Spot]:
    """Yield insults, and praise that is none."""
    tokens = [] if parser.words.isdisjoint(_TELLING) else parser.tokens
    for i, token in enumerate(tokens):
        if token.low in _INSULTS and not rejected(tokens, i, i + 1):
            yield (_from(parser, i), i + 1, "contempt", Level.BLAME)
            continue
        look = _hero if token.low in _IRONIC else _praised if token.low in _PRAISE else None
        if look and (spot := look(parser, i)):
            yield spot


def _from(parser: Parser, i: int) -> int:
    """Where the phrase around ``i`` begins: its determiner belongs to it."""
    while i and parser.codes[i - 1] == "D":
        i -= 1
    return i


def _hero(parser: Parser, i: int) -> Spot | None:
    """ "The genius who turned off the backups", "some genius": a hero of harm."""
    tokens = parser.tokens
    some = i > 0 and tokens[i - 1].low in ("some", "resident", "local", "self-proclaimed", "so-called")
    if not some and (i + 1 >= len(tokens) or tokens[i + 1].low not in ("who", "that", "decided", "thought")):
        return None
    after = parser.clauses_from(i, 8)
    thanked = any(token.low in _PRAISE for token in tokens[max(0, i - 5) : i])
    helped = any(clause.lemma in classes()["helping"] for clause in after[:1])
    harm = any(_harm(parser, clause) for clause in after) or (thanked and bool(after) and not helped)
    return (_from(parser, i), i + 1, "sarcasm", Level.BLAME) if some or harm else None


def _harm(parser: Parser, clause: Clause) -> bool:
    """Was something undone that holds a system up, or was it production that was tried on?"""
    if _HARMFUL & verb_classes().get(clause.lemma, frozenset()):
        return True
    words = set(parser.lows[clause.verb + 1 : min(clause.end, clause.verb + 12)])
    against = bool({"against", "on", "in", "into", "to"} & words) and bool({"production", "prod", "live"} & words)
    undone = clause.lemma in classes()["undoing"] and bool(classes()["precious"] & words)
    return (against or undone) and not clause.negated


def _praised(parser: Parser, i: int) -> Spot | None:
    """ "Great job by Kim, who wiped the database": praise and harm in one sentence do not mean praise."""
    tokens = parser.tokens
    if i + 1 >= len(tokens) or tokens[i + 1].low not in ("by", "to", "from", "of", "for", ",") or _plain(parser, i):
        return None
    person = next((p for p in parser.phrases_from(i, 3) if p.actor in (*INDIVIDUAL, Actor.TEAM)), None)
    if person is None:
        return None
    if tokens[i].low.startswith("congrat") and not _helped(parser, person):
        told = [token.low for token in tokens[person.end : person.end + 1]]
        return (i, person.end, "sarcasm", Level.BLAME) if told and told[0] in ("for", "who") else None
    clever = i > 0 and tokens[i - 1].low in classes()["clever"] and tokens[i].low in classes()["clever_acts"]
    clever = (
        clever
        or tokens[i].low in _TOO_MUCH
        or bool(_FREE.intersection(t.low for t in tokens[person.end : person.end + 5]))
    )
    if clever or any(_harm(parser, clause) for clause in parser.clauses_from(i, 24)) or _undoing_told(parser, person):
        return None if _helped(parser, person) else (max(0, i - 1), person.end, "sarcasm", Level.BLAME)
    return None


_TOO_MUCH = frozenset({"masterpiece", "triumph", "gem"})
_FREE = classes()["free"] - {"live"}


def _plain(parser: Parser, i: int) -> bool:
    """ "The job by the team", "one of us", "the move to ...": without a word of praise before it, no praise."""
    alone = parser.lows[i] in _LOUD
    return not alone and (i == 0 or parser.lows[i - 1] not in _PRAISING)


def _undoing_told(parser: Parser, person: NounPhrase) -> bool:
    """ "... to Stefan for turning off the alarms": harm told as a thing praised for."""
    words = parser.tokens[person.end : person.end + 9]
    lows = {word.low for word in words}
    acts = {word.low[:-3] for word in words if word.low.endswith("ing")}
    stems = {form for act in acts for form in (act, act + "e", act[:-1])}
    return bool(stems & classes()["undoing"] and lows & classes()["precious"]) or any(
        _HARMFUL & verb_classes().get(stem, frozenset()) for stem in stems
    )


def _helped(parser: Parser, person: NounPhrase) -> bool:
    """Praise for what plainly helped stays praise, whatever else the sentence tells."""
    words = parser.lows[person.end : person.end + 4]
    stems = {
        stem
        for word in words
        for stem in (word, word.removesuffix("ing"), word.removesuffix("d"), word.removesuffix("ed"))
    }
    return bool(stems & classes()["helping"]) or words[:1] == ["on"]
