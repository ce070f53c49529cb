"""The first words of a system sentence: the author's own things and verbs, a gap, and nothing that nobody checked."""

from __future__ import annotations

from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.speech import verb_of
from postmortems.language.things import is_plural, named, thing_after, thing_at
from postmortems.language.words import classes, participle, verb_classes

_SEEING, _FOLLOWING = classes()["seeing"], classes()["following"]
_STIFF, _BREAKING = classes()["no_passive"], classes()["breaking"]
_LATE, _CRUDE, _TELLING = classes()["late"], classes()["crude"], classes()["telling"]
_PARTICLES = frozenset({"off", "down", "up", "out", "over", "through"})
_LEFT_UNDONE = frozenset({"fail", "forget", "neglect", "omit", "remember", "bother", "care"})
_OPENINGS = {
    "self": "What {thing} looked like at the time: ___",
    "mind": "How {thing} {is} learned here: ___",
    "assumed": "What {thing} showed at that minute: ___",
    "punitive": "Where {thing} would still trip a trained person: ___",
}


def start_of(text: str, parser: Parser, clause: Clause | None, at: int, rule: str) -> str | None:
    """A sentence to start from for the finding at token ``at``, or None when the words do not give one."""
    if clause and _lemma(parser, inner_verb(parser, clause)) in _TELLING:
        return None
    said = _of_clause(text, parser, clause, rule) if clause and rule not in _OPENINGS else None
    thing = None if said else thing_after(text, parser, at)
    if thing:
        said = _OPENINGS.get(rule, "What was missing around {thing}: ___")
        said = said.format(thing=thing, **{"is": _is(thing)})
    return said and said[0].upper() + said[1:]


def _of_clause(text: str, parser: Parser, clause: Clause, rule: str) -> str | None:
    if clause.passive:
        thing = named(text, parser, clause.subject, wrong=True) if clause.subject else None
        part = _part(parser, clause.verb)
        undone, gap = clause.negated, "without" if clause.by and "wrong" not in (thing or "") else "when"
        return (
            thing and part and (_undone(text, parser, clause, clause.verb, thing) if undone else _can(thing, part, gap))
        )
    verb = inner_verb(parser, clause)
    particle = parser.tokens[verb + 1].low if verb + 1 < len(parser.tokens) else ""
    moved = particle in _PARTICLES
    thing = thing_at(text, parser, verb + 1 + moved)
    apart = _lemma(parser, verb) in ("turn", "switch") and not moved  # "turn the lock back on"
    if thing is None or apart or _lemma(parser, verb) in _STIFF:
        return None
    if verb != clause.verb or clause.negated or rule in ("counterfactual", "duty") or clause.lemma in _SEEING:
        return _undone(text, parser, clause, verb, thing)
    if clause.lemma in _CRUDE:
        return _can(thing, "changed", "without")
    part, gap = _part(parser, verb), _gap(clause.lemma, thing)
    return part and _can(thing, f"{part} {particle}" if moved else part, gap)


def _gap(lemma: str, thing: str) -> str:
    """What the author is asked for: what it is broken by, when it happens, or what it goes without."""
    slip = {"fail", "slip"} & verb_classes().get(lemma, frozenset()) or lemma in ("rush", "hurry")
    return "by" if lemma in _BREAKING else "when" if slip or thing.startswith("the wrong ") else "without"


def _can(thing: str, part: str, gap: str) -> str:
    return f"{thing} can be {part} {gap} ___"


def _undone(text: str, parser: Parser, clause: Clause, verb: int, thing: str) -> str | None:
    """What stayed undone, told as what the way of working allows."""
    lemma, part = _lemma(parser, verb), _part(parser, verb)
    if lemma in _SEEING:
        return _can(thing, "missed", "when")
    if lemma in _FOLLOWING:
        return f"{thing} {_is(thing)} hard to {lemma} when ___"
    if part and _LATE.intersection(token.low for token in parser.tokens[verb + 1 : clause.end]):
        return f"{thing} can be {part} late when ___"
    nexts = doing(text, parser, verb) or "the next step"
    return part and f"{nexts} can begin before {thing} {_is(thing)} {part}: ___"


def inner_verb(parser: Parser, clause: Clause) -> int:
    """The verb that was left undone: "check" in "forgot to check"."""
    to = clause.verb + 1
    inner = clause.lemma in _LEFT_UNDONE and to + 1 < len(parser.tokens) and parser.tokens[to].low == "to"
    return to + 1 if inner else clause.verb


def doing(text: str, parser: Parser, verb: int) -> str | None:
    """ "pushing the config", when the text says that it went on before, after or while."""
    for k in range(verb + 1, min(verb + 12, len(parser.tokens) - 1)):
        if parser.tokens[k].low in ("before", "when", "while", "after") and parser.tokens[k + 1].low.endswith("ing"):
            thing = thing_at(text, parser, k + 2)
            return f"{parser.tokens[k + 1].low} {thing}" if thing else None
    return None


def _lemma(parser: Parser, verb: int) -> str:
    found = verb_of(parser.tokens[verb].low)
    return found[0] if found else parser.tokens[verb].low


def _part(parser: Parser, verb: int) -> str | None:
    """The participle: as typed where it is one, else of a verb that is known."""
    low = parser.tokens[verb].low
    return low if low.endswith("ed") else participle(_lemma(parser, verb))


def _is(thing: str) -> str:
    return "are" if is_plural(thing) else "is"
