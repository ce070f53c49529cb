"""A verdict on what somebody did or made: "Gita's merge was careless", "the intern's half-baked patch"."""

from __future__ import annotations

from bisect import bisect_left

from postmortems.language.agents import INDIVIDUAL, Actor
from postmortems.language.clauses import Clause
from postmortems.language.excuse import explained
from postmortems.language.grammar import Parser
from postmortems.language.verdict import Level
from postmortems.language.whose import Spot, stranger
from postmortems.language.words import classes

_WORK = classes()["acts"] | classes()["works"]
_ILL_DONE = classes()["ill_done"] | classes()["contempt"]
_BETWEEN = (
    classes()["degrees"] | classes()["adverbs"] | {"and", "both", "a", "so", "too", "very", "piece", "work", "of"}
)
_SEEMING = classes()["seeming"]
_REACH = 6  # words from the verb to the verdict


def ill_done(parser: Parser, i: int) -> Spot | None:
    """The verdict at token ``i``, where it is on somebody's act or work, or None."""
    if parser.lows[i] not in _ILL_DONE:
        return None
    return _set_before(parser, i) or _said_of(parser, i)


def _set_before(parser: Parser, i: int) -> Spot | None:
    """ "Chen Wei's botched migration", "her sloppy handling of the alarm"."""
    for k in range(i + 1, min(i + 4, len(parser.tokens))):
        if parser.codes[k] != "":
            return None
        if parser.lows[k] in _WORK:
            owner = _whose(parser, i, max(0, i - 3)) or _doer(parser, k + 1)
            start = i - 1 if i else i
            named = start and parser.tokens[start].possessive and parser.tokens[start - 1].capital
            return _spot(owner, start - 1 if named else start, k + 1)
    return None


def _said_of(parser: Parser, i: int) -> Spot | None:
    """ "His review was sloppy", "the handover by the medic was slapdash"."""
    at = bisect_left(parser.verbs, i + 1) - 1
    clause = parser.clauses[at] if at >= 0 else None
    if clause is None or clause.subject is None or not _calls(parser, clause, i):
        return None
    subject = clause.subject
    head = subject.end - 1
    if parser.lows[head] not in _WORK:
        return None
    owner = _whose(parser, subject.end, subject.start) or _doer(parser, subject.end)
    return None if owner is None or explained(parser, at) else _spot(owner, subject.start, i + 1)


def _calls(parser: Parser, clause: Clause, i: int) -> bool:
    """Does the clause call its subject what stands at ``i``, now or then, and not only perhaps?"""
    if clause.negated or clause.modal or clause.opener == "if":
        return False
    if clause.verb == i:
        return clause.passive
    between = parser.lows[clause.verb + 1 : i]
    joined = all(word in _BETWEEN or word in _ILL_DONE or word == "," for word in between)
    return clause.lemma in _SEEMING and len(between) < _REACH and joined


def _whose(parser: Parser, before: int, start: int) -> Actor | None:
    """Who owns what stands in tokens[start:before]."""
    for k in range(before - 1, start - 1, -1):
        if parser.lows[k] in _FIRMS:
            return None
        if parser.tokens[k].possessive or parser.lows[k] in _HIS:
            return parser.reader.owner(k, k) if not stranger(parser, k) else Actor.PERSON
        if parser.codes[k] not in ("", "D"):
            return None
    return None


_FIRMS = frozenset({"partner", "supplier", "provider", "vendor"})  # more often a company than somebody
_HIS = frozenset({"his", "her", "my"})


def _doer(parser: Parser, i: int) -> Actor | None:
    """Who did it, told behind it: "by the medic", "from Gita", "on the part of the caretaker"."""
    told = parser.lows[i : i + 4]
    begin = i + 4 if told == ["on", "the", "part", "of"] else i + 1 if told[:1] in (["by"], ["from"]) else None
    if begin is None:
        return None
    named = next((phrase for phrase in parser.phrases_from(begin - 1, 2) if phrase.start == begin), None)
    return named.actor if named else None


def _spot(owner: Actor | None, start: int, end: int) -> Spot | None:
    if owner not in INDIVIDUAL:
        return None
    return (start, end, "self" if owner is Actor.SELF else "verdict", Level.BLAME)
