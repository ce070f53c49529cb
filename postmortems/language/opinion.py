"""A second opinion on a sentence about people, for what no rule has words for.

What a sentence weighs is told in weighing.py; here stands what may follow from it. It lets a sentence be asked about,
refuses where it is sure, and turns a refusal of a rule into a question where the sentence reads like a plain fact.
Where the parser sees nobody and no rule met, it speaks only if the words alone are those of blame ("Dozy checker on
lane six").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.deed import Deed
from postmortems.language.denial import denials
from postmortems.language.grammar import Parser
from postmortems.language.hypothetical import supposed
from postmortems.language.phrases import NounPhrase
from postmortems.language.reframe import Frame, Met
from postmortems.language.traits import HUMAN, about_people, said_of, somebody, words_of
from postmortems.language.verdict import Level
from postmortems.language.weighing import Ruled, Weighed, tinge, weigh, weights
from postmortems.language.words import classes

# Log-odds of a sentence's traits and of its words together. Chosen on voices and public reports that neither had learnt
# from, where a higher bar would lose more blame than it spares honest words (docs/language.md).
SURE = 2.5  # refused without a rule, where a colleague acts
SPOKEN = 3.5  # the same where somebody is only spoken of, and traits and words agree
GROUP = 4.5  # the same where only a team, "they" or nobody is in it
UNSEEN = 4.5  # the same where the parser sees nobody
FAR = 6.0  # the same in a long sentence, which shows more of everything, or in a log
DOUBT = 1.0  # asked about without a rule
ASKED = 2.0  # the same of a team, "they" or nobody
HINTED = 3.0  # the same where the parser sees nobody
TINGED = 0.0  # what the words have to weigh, each alone, for a sentence without anybody to be weighed as a whole
PLAIN = -1.0  # below it a rule's refusal becomes a question
CALM = -5.0  # below it a rule's question is dropped
BY_FORM = frozenset({"counterfactual", "duty"})  # "If only Tomas had asked": blames by its form, whatever it weighs
LONG = 20  # tokens; in a longer sentence one clause can blame and all the others be plain
BRIEF = 6  # tokens; what is so brief is refused only where traits and words agree ("I keep that idea.")
SHORT = 4  # tokens; in so few words the two agree on nothing: a label does not show what is said of whom
LEAST = 3  # tokens; fewer tell nothing ("Priya would")


def second(ruled: Sequence[Ruled]) -> list[list[Met]]:
    """Where each of the sentences met the rules, after the second opinion has been heard of those that call for it."""
    found = [_turned(parser, met) for parser, met in ruled]
    called = [k for k, (parser, _) in enumerate(ruled) if _calls_for_it(parser, found[k])]
    weighed = weigh([(ruled[k][0], found[k]) for k in called])
    for k, weight in zip(called, weighed, strict=True):
        found[k] = list(_heard(ruled[k][0], found[k], weight))
    return found


def _turned(parser: Parser, met: list[Met]) -> list[Met]:
    """What a sentence met, but where it turns a verdict down."""
    denied = denials(parser) if met else []
    return [(frame, rule, level) for frame, rule, level in met if not _within(denied, frame)]


def _calls_for_it(parser: Parser, met: list[Met]) -> bool:
    """Can the opinion change anything: by somebody in it, by a rule that it met, or by its words?"""
    known = about_people(parser)
    if not (met or known or _about_group(parser) or tinge(parser) > TINGED):
        return False
    if _refused(met) and not _short(parser, known):
        return False
    return not (parser.tokens[-1].low == "?" or denials(parser) or turned_down(parser))


def _heard(parser: Parser, met: list[Met], weighed: Weighed) -> Iterator[Met]:
    """Where the sentence met the rules, after the opinion that it weighs so much."""
    known, refused = about_people(parser), _refused(met)
    heaviest = max((level for _, _, level in met), default=Level.OK)
    if not refused and (own := _deserved(parser, weighed, known)) > heaviest:
        yield from _raised(parser, met, own, HUMAN if known else _GROUPS)
    elif not _short(parser, known):
        yield from met
    elif refused and sum(weighed) < PLAIN:
        yield from ((frame, rule, level if rule in BY_FORM else min(level, Level.COACH)) for frame, rule, level in met)
    elif heaviest is not Level.COACH or sum(weighed) >= CALM:
        yield from met


def _refused(met: list[Met]) -> bool:
    return any(level is Level.BLAME for _, _, level in met)


def _short(parser: Parser, known: bool) -> bool:
    """Is it about somebody and of ordinary length?"""
    return known and len(parser.tokens) <= LONG


def _about_group(parser: Parser) -> bool:
    return not _GROUPS.isdisjoint([phrase.actor for phrase in parser.phrases])


_GROUPS = frozenset({Actor.TEAM, Actor.THEY, Actor.NOBODY})


def _within(denied: list[tuple[int, int]], frame: Frame) -> bool:
    """Does the place lie where the sentence turns a verdict down?"""
    return any(start <= frame.start < end for start, end in denied)


def _raised(parser: Parser, met: list[Met], own: Level, whose: frozenset[Actor]) -> Iterator[Met]:
    """What a rule asked about them is asked more firmly; where no rule did, the opinion finds the place."""
    asked = [frame.clause is not None and frame.clause.actor in whose for frame, _, _ in met]
    yield from ((frame, rule, own if of else level) for of, (frame, rule, level) in zip(asked, met, strict=True))
    if not any(asked):
        yield _place(parser, own) if whose is HUMAN else _place_of_group(parser, own)


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


def imagined(parser: Parser) -> bool:
    """Is all that people do in it only imagined, as in "if the operator does not answer, page the deputy"?"""
    acting = [index for index, clause in enumerate(parser.clauses) if clause.actor in HUMAN]
    return bool(acting) and all(supposed(Deed.at(parser, index)) for index in acting)


def _deserved(parser: Parser, weighed: Weighed, known: bool) -> Level:
    """Sure enough to refuse, a question, or nothing; ``known`` where a person is in it, and not only a group."""
    if len(parser.tokens) < LEAST or _helped(parser) or imagined(parser):
        return Level.OK
    total, agreed = sum(weighed), weighed.agreed and len(parser.tokens) > SHORT
    far = len(parser.tokens) > LONG or parser.timed
    if not known:
        return _of_others(parser, total) if agreed and not far else Level.OK
    near = True in [_acts(parser, clause) for clause in parser.clauses]
    if (agreed or (near and len(parser.tokens) > BRIEF)) and total > (FAR if far else SURE if near else SPOKEN):
        return Level.BLAME
    acting = not HUMAN.isdisjoint([clause.actor for clause in parser.clauses])
    owning = acting or not HUMAN.isdisjoint([phrase.owner for phrase in parser.phrases])
    return Level.COACH if owning and total > DOUBT else Level.OK


def _of_others(parser: Parser, total: float) -> Level:
    """What a sentence deserves in which no single person is seen."""
    refused, asked = (GROUP, ASKED) if _about_group(parser) else (UNSEEN, HINTED)
    return Level.BLAME if total > refused else Level.COACH if total > asked else Level.OK


def _helped(parser: Parser) -> bool:
    """Is all that somebody does in it help, an ability or a wish: "an engineer identified and rectified this", "nobody
    but Viktor can run it", "I would like to know the rest"?
    """
    done = [clause for clause in parser.clauses if _doers(clause)]
    return bool(done) and all(
        (clause.lemma in _RESCUING or _able(clause) or _wishes(parser, clause)) and not clause.negated
        for clause in done
    )


def _able(clause: Clause) -> bool:
    return clause.modal == "can" and clause.lemma != "be"


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


def _place_of_group(parser: Parser, level: Level) -> Met:
    """The clause about a group that weighs most, or the beginning."""
    told = [clause for clause in parser.clauses if clause.subject and clause.actor in _GROUPS]
    if not told:
        rule = "collective" if _about_group(parser) else "person" if level is Level.BLAME else "agentless"
        return Frame(parser, 0, min(9, len(parser.tokens)), None), rule, level
    words = words_of(parser)
    clause = max(told, key=lambda clause: _heft(clause, words))
    return Frame(parser, clause.start, min(clause.end, clause.verb + 9), clause), "collective", level


def _heft(clause: Clause, words: list[str]) -> float:
    return sum(weights().get(trait, 0.0) for trait in said_of(clause, words))
