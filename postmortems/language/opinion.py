"""A second opinion on a sentence, for what no rule has words for.

What a sentence weighs is told in weighing.py; here stands what may follow from it. It refuses where it is sure, asks
where it doubts, and turns a refusal of a rule into a question where the sentence reads like a plain fact. Rules stay
what gives the place, the reason and the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.denial import denials
from postmortems.language.grammar import Parser
from postmortems.language.reframe import Frame, Met
from postmortems.language.traits import HUMAN, about_people, said_of, somebody, words_of
from postmortems.language.verdict import Level
from postmortems.language.weighing import Ruled, tinge, weigh, weights
from postmortems.language.words import classes

# Log-odds of a sentence's traits and of its words together. Chosen on lists that neither had learnt from, where a
# higher bar would lose more blame than it spares honest words (docs/language.md).
SURE = 1.75  # refused without a rule
FAR = 4.0  # the same in a long sentence or a log, which show more of everything, and in a few words, which show little
DOUBT = 1.0  # asked about without a rule
NOBODY = 2.0  # so much more for both where the parser sees nobody
PLAIN = -1.0  # below it a rule's refusal becomes a question
PLAINER = -2.0  # the same in a long sentence, where one clause can blame and all the others be plain
CALM = -5.0  # below it a rule's question about somebody is dropped
TINGED = 0.0  # what the words have to weigh, each alone, for a sentence without anybody to be weighed as a whole
LONG, SHORT, LEAST = 20, 4, 3  # tokens: longer is long, not longer is a few words, fewer tell nothing ("Priya would")
# "If only Tomas had asked", "a careless team": what blames by its form, whatever it weighs.
BY_FORM = frozenset({"counterfactual", "duty", "verdict"})


def second(ruled: Sequence[Ruled]) -> list[list[Met]]:
    """Where each of the sentences met the rules, after the second opinion has been heard of those that call for it."""
    turned = [_turned(parser, met) for parser, met in ruled]
    found = [met for met, _ in turned]
    called = [k for k, (_, calls) in enumerate(turned) if calls]
    weighed = weigh([(ruled[k][0], found[k]) for k in called])
    for k, weight in zip(called, weighed, strict=True):
        found[k] = list(_heard(ruled[k][0], found[k], weight))
    return found


def _turned(parser: Parser, met: list[Met]) -> tuple[list[Met], bool]:
    """What a sentence met, but where it turns a verdict down; and whether it calls for an opinion: not if it does."""
    worth = _worth_weighing(parser, met)
    if not (met or worth):
        return met, False
    denied = denials(parser)
    found = [(frame, rule, level) for frame, rule, level in met if not _within(denied, frame)]
    return found, worth and not (denied or turned_down(parser))


def _worth_weighing(parser: Parser, met: list[Met]) -> bool:
    """Is somebody in it, did it meet a rule, or are its words alone those of blame ("Dozy checker on lane six")?"""
    if len(parser.tokens) < LEAST or len(parser.words) * 2 < len(parser.tokens) or parser.tokens[-1].low == "?":
        return False  # too little, one word over and over, or a question
    return bool(met) or about_people(parser) or _about_group(parser) or tinge(parser) > TINGED


def _heard(parser: Parser, met: list[Met], total: float) -> Iterator[Met]:
    """Where the sentence met the rules, after the opinion that it weighs ``total``."""
    heaviest = max((level for _, _, level in met), default=Level.OK)
    if heaviest is not Level.BLAME and (own := _deserved(parser, total)) > heaviest:
        yield from _raised(parser, met, own)
    elif heaviest is Level.BLAME and total < (PLAIN if len(parser.tokens) <= LONG else PLAINER):
        yield from ((frame, rule, level if rule in BY_FORM else min(level, Level.COACH)) for frame, rule, level in met)
    elif heaviest is not Level.COACH or total >= CALM or not about_people(parser):
        yield from met


def _deserved(parser: Parser, total: float) -> Level:
    """Sure enough to refuse, a question, or nothing."""
    if _wished(parser):
        return Level.OK
    seen = about_people(parser) or _about_group(parser)
    far = parser.timed or not SHORT < len(parser.tokens) <= LONG
    total -= 0.0 if seen else NOBODY
    return Level.BLAME if total > (FAR if far else SURE) else Level.COACH if total > DOUBT else Level.OK


def _wished(parser: Parser) -> bool:
    """Is all that somebody does in it to wish, or to think something of a thing: "Mina wants to hear the rest"?"""
    done = [clause for clause in parser.clauses if clause.actor in HUMAN]
    return bool(done) and all(_wishes(parser, clause) and not clause.negated for clause in done)


def _wishes(parser: Parser, clause: Clause) -> bool:
    behind = parser.lows[clause.verb + 1 : clause.verb + 2]
    wished = clause.lemma in _WISHING or (clause.modal == "would" and behind == ["like"])
    return wished or (clause.lemma in _THINKING and not clause.modal)


_WISHING, _THINKING = classes()["wishing"], frozenset({"think", "believe"})


def _about_group(parser: Parser) -> bool:
    return not _GROUPS.isdisjoint([phrase.actor for phrase in parser.phrases])


_GROUPS = frozenset({Actor.TEAM, Actor.THEY, Actor.NOBODY})


def _within(denied: list[tuple[int, int]], frame: Frame) -> bool:
    """Does the place lie where the sentence turns a verdict down?"""
    return any(start <= frame.start < end for start, end in denied)


def _raised(parser: Parser, met: list[Met], own: Level) -> Iterator[Met]:
    """What a rule asked about them is asked more firmly; where no rule did, the opinion finds the place."""
    whose = HUMAN if about_people(parser) else _GROUPS
    asked = [frame.clause is not None and frame.clause.actor in whose for frame, _, _ in met]
    yield from ((frame, rule, own if of else level) for of, (frame, rule, level) in zip(asked, met, strict=True))
    if not any(asked):
        yield _place(parser, own) if whose is HUMAN else _place_of_others(parser, own)


def turned_down(parser: Parser) -> bool:
    """Is a verdict on somebody denied ("Tariq was not careless", "we do not think that anybody ...")?"""
    words = parser.lows
    return any(
        clause.negated and (clause.lemma in _THOUGHT or not _HARD.isdisjoint(words[clause.verb + 1 : clause.end]))
        for clause in parser.clauses
        if clause.lemma in _THOUGHT or clause.lemma == "be"
    )


_THOUGHT = frozenset({"think", "believe", "suggest", "mean", "contribute"})
_HARD = classes()["verdicts"] | classes()["failing_nouns"]


def _place(parser: Parser, level: Level) -> Met:
    """The clause about somebody that weighs most; a person who does nothing in it is marked with what follows."""
    words = words_of(parser)
    human = [clause for clause in parser.clauses if clause.subject and somebody(parser, clause.subject)]
    if human:
        told = max(human, key=lambda clause: _heft(clause, words))
        rule = "self" if told.actor is Actor.SELF else "person"
        return Frame(parser, told.start, min(told.end, told.verb + 9), told), rule, level
    phrase = next((phrase for phrase in parser.phrases if somebody(parser, phrase)), None)
    if phrase is None:
        return Frame(parser, 0, min(9, len(words)), None), "person", level
    own = Actor.SELF in (phrase.actor, phrase.owner)
    return Frame(parser, phrase.start, min(phrase.end + 6, len(words)), None), "self" if own else "person", level


def _place_of_others(parser: Parser, level: Level) -> Met:
    """The clause about a group that weighs most, the later one of two alike, or the beginning where nobody is seen."""
    told = [clause for clause in parser.clauses if clause.subject and clause.actor in _GROUPS]
    if not told:
        rule = "collective" if _about_group(parser) else "person" if level is Level.BLAME else "agentless"
        return Frame(parser, 0, min(9, len(parser.tokens)), None), rule, level
    words = words_of(parser)
    clause = max(reversed(told), key=lambda clause: _heft(clause, words))
    return Frame(parser, clause.start, min(clause.end, clause.verb + 9), clause), "collective", level


def _heft(clause: Clause, words: list[str]) -> float:
    return sum(weights().get(trait, 0.0) for trait in said_of(clause, words))
