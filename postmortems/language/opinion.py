"""A second opinion on a sentence about people, for what no rule has words for.

It weighs how the sentence is built (traits.py) with weights learnt from the labelled sentences in ``tests/language``
(``python -m postmortems.language.learn``). It never speaks where nobody is named, and it never speaks first: it lets a
sentence be asked about, confirms a refusal where it is sure, and turns a refusal of a rule into a question where the
sentence reads like a plain fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.deed import Deed
from postmortems.language.denial import denials
from postmortems.language.grammar import Parser
from postmortems.language.hypothetical import supposed
from postmortems.language.phrases import NounPhrase
from postmortems.language.reframe import Frame
from postmortems.language.sentence import Sentence
from postmortems.language.traits import HUMAN, about_people, said_of, somebody, spelt, traits, words_of
from postmortems.language.verdict import Level
from postmortems.language.words import classes, lines

Met = tuple[Frame, str, Level]

# Log-odds. Chosen on public reports and on voices judged by weights learnt without them (docs/language.md).
SURE = 1.8  # refused without a rule, where a colleague acts
FAR = 3.4  # the same in a long sentence, which shows more of everything, in a log, or where somebody is only spoken of
DOUBT = 0.2  # asked about without a rule
PLAIN = -0.5  # below it a rule's refusal becomes a question
CALM = -1.2  # below it a rule's question is dropped
BY_FORM = frozenset({"counterfactual"})  # "If only Tomas had asked": blames by its form, whatever its words weigh
LONG = 20  # tokens; in a longer sentence one clause can blame and all the others be plain


def weigh(sentence: Sentence, met: list[Met]) -> float:
    """The log-odds that a parsed sentence puts the cause in a person."""
    words = words_of(sentence)
    return score(traits(sentence, words) | heard(met), set(words))


def heard(met: list[Met]) -> set[str]:
    """What the rules said of the sentence, as traits."""
    found = {f"!{rule}" for _, rule, _ in met}
    return found | {f"!{max(level for _, _, level in met)}"} if met else found


def score(shown: set[str], words: set[str]) -> float:
    """The sum of what is known of the traits, evened out by their number: long sentences show more of everything."""
    known = weights()
    found = [known[trait] for trait in shown if trait in known]
    total, count = sum(found), len(found)
    for word in words:
        weight, parts = _of_word(word)
        total += weight
        count += parts
    return known[""] + (total * SCALE / count**0.5 if count else 0.0)


@lru_cache(maxsize=16384)
def _of_word(word: str) -> tuple[float, int]:
    """What a word weighs, and how many of its traits are known."""
    known = weights()
    found = [known[trait] for trait in spelt(word) if trait in known]
    return sum(found), len(found)


SCALE = 4.0


def second(parser: Parser, met: list[Met]) -> Iterator[Met]:
    """Where a sentence met the rules, after the second opinion has been heard."""
    known = about_people(parser)
    if not (met or known):
        return
    denied = denials(parser)
    met = [(frame, rule, level) for frame, rule, level in met if not _within(denied, frame)]
    if denied or not known or parser.tokens[-1].low == "?" or turned_down(parser):
        yield from met
        return
    weighed = weigh(parser, met)
    heaviest = max((level for _, _, level in met), default=Level.OK)
    if heaviest is not Level.BLAME and (own := _deserved(parser, weighed)) > heaviest and not imagined(parser):
        yield from _raised(parser, met, own)
    elif len(parser.tokens) > LONG:
        yield from met
    elif heaviest is Level.BLAME and weighed < PLAIN:
        yield from ((frame, rule, level if rule in BY_FORM else min(level, Level.COACH)) for frame, rule, level in met)
    elif heaviest is not Level.COACH or weighed >= CALM:
        yield from met


def _within(denied: list[tuple[int, int]], frame: Frame) -> bool:
    """Does the place lie where the sentence turns a verdict down?"""
    return any(start <= frame.start < end for start, end in denied)


def _raised(parser: Parser, met: list[Met], own: Level) -> Iterator[Met]:
    """What a rule asked about a person is asked more firmly; where no rule did, the opinion finds the place."""
    asked = [frame.clause is not None and frame.clause.actor in HUMAN for frame, _, _ in met]
    yield from ((frame, rule, own if of else level) for of, (frame, rule, level) in zip(asked, met, strict=True))
    if not any(asked):
        yield _place(parser, own)


def turned_down(parser: Parser) -> bool:
    """Is a verdict on somebody denied ("Tariq was not careless", "we do not think that anybody ...")?"""
    words = parser.lows
    return any(
        clause.negated and (clause.lemma in _THOUGHT or not _HARD.isdisjoint(words[clause.verb + 1 : clause.end]))
        for clause in parser.clauses
        if clause.lemma in _THOUGHT or clause.lemma == "be"
    )


_THOUGHT = frozenset({"think", "believe", "suggest", "mean"})
_HARD = classes()["verdicts"] | classes()["failing_nouns"]


def imagined(parser: Parser) -> bool:
    """Is all that people do in it only imagined, as in "if the operator does not answer, page the deputy"?"""
    acting = [index for index, clause in enumerate(parser.clauses) if clause.actor in HUMAN]
    return bool(acting) and all(supposed(Deed.at(parser, index)) for index in acting)


def _deserved(parser: Parser, weighed: float) -> Level:
    """Sure enough to refuse, a question, or nothing."""
    if _helped(parser):
        return Level.OK
    near = (
        len(parser.tokens) <= LONG and not parser.timed and True in [_acts(parser, clause) for clause in parser.clauses]
    )
    if weighed > (SURE if near else FAR):
        return Level.BLAME
    acting = not HUMAN.isdisjoint([clause.actor for clause in parser.clauses])
    owning = acting or not HUMAN.isdisjoint([phrase.owner for phrase in parser.phrases])
    return Level.COACH if owning and weighed > DOUBT else Level.OK


def _helped(parser: Parser) -> bool:
    """Is all that somebody does in it help, or a wish: "an engineer identified and rectified this", "I would like to
    know the rest"?
    """
    done = [clause for clause in parser.clauses if _doers(clause)]
    return bool(done) and all(
        (clause.lemma in _RESCUING or _wishes(parser, clause)) and not clause.negated for clause in done
    )


def _wishes(parser: Parser, clause: Clause) -> bool:
    behind = [token.low for token in parser.tokens[clause.verb + 1 : clause.verb + 2]]
    return clause.lemma in _WISHING or (clause.modal == "would" and behind == ["like"])


_RESCUING, _WISHING = classes()["rescuing"], classes()["wishing"]


def _acts(parser: Parser, clause: Clause) -> bool:
    return any(parser.tokens[doer.end - 1].low not in _OUTSIDE for doer in _doers(clause))


def _doers(clause: Clause) -> list[NounPhrase]:
    return [doer for doer in (clause.subject, clause.by) if doer and doer.actor in HUMAN]


_OUTSIDE = frozenset({"user", "customer", "client", "caller", "patient", "passenger", "you"})


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


def _heft(clause: Clause, words: list[str]) -> float:
    return sum(weights().get(trait, 0.0) for trait in said_of(clause, words))


@cache
def weights() -> dict[str, float]:
    """The weight of each trait, in hundredths in the data file; the empty trait is where the scale begins."""
    rows = (line.split("\t") for line in lines("weights.txt"))
    return {trait: int(hundredths) / 100 for hundredths, trait in rows}
