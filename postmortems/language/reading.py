"""One sentence read: parsed, and held against every rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from postmortems.language.agents import INDIVIDUAL, Actor, People
from postmortems.language.aside import aside
from postmortems.language.fault import faults
from postmortems.language.grammar import Parser
from postmortems.language.nominal import spots
from postmortems.language.polarity import REJECTIONS, blame_refused
from postmortems.language.predicates import judge
from postmortems.language.reframe import Frame, Met
from postmortems.language.scorn import scorn
from postmortems.language.tokens import Token
from postmortems.language.weak import weak


def parsed(tokens: list[Token], people: People) -> Parser:
    """A sentence with its clauses and noun phrases."""
    parser = Parser(tokens, people)
    parser.parse()
    return parser


def read(tokens: list[Token], people: People) -> tuple[Parser, list[Met]]:
    """A sentence parsed, and what the rules alone say of it."""
    parser = parsed(tokens, people)
    return parser, list(met(parser, []))


def met(parser: Parser, before: list[Token]) -> Iterator[Met]:
    """Where the sentence meets a rule: the place, the rule and how heavy it is."""
    spoken = not REJECTIONS.isdisjoint(parser.words) and blame_refused(parser.tokens)
    for index, clause in enumerate(parser.clauses):
        judged = judge(parser, index)
        if judged is None or (spoken and clause.lemma == "blame"):
            continue
        rule, level = judged
        own = clause.actor is Actor.SELF and clause.actor in INDIVIDUAL
        yield Frame(parser, clause.start, min(clause.end, clause.verb + 9), clause), "self" if own else rule, level
    nouns = chain(weak(parser), spots(parser), faults(parser), scorn(parser), filter(None, [aside(parser, before)]))
    for start, end, rule, level in nouns:
        yield Frame(parser, start, end, None), rule, level
