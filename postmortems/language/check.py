"""The one entry point of the guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from postmortems.language.agents import INDIVIDUAL, Actor, People
from postmortems.language.aside import aside
from postmortems.language.fault import faults
from postmortems.language.grammar import Parser
from postmortems.language.nominal import spots
from postmortems.language.opinion import Met, second
from postmortems.language.polarity import REJECTIONS, allowed_spans, blame_refused, overlaps
from postmortems.language.predicates import judge
from postmortems.language.reframe import Frame, heard, plainer, say, span
from postmortems.language.retold import answered
from postmortems.language.risk import plain
from postmortems.language.rules import BY_ID
from postmortems.language.scorn import scorn
from postmortems.language.tokens import Token, sentences
from postmortems.language.verdict import Finding, Level, Verdict
from postmortems.language.weak import weak
from postmortems.language.words import COMMON_NOUNS, Lexicon, classes, verb_forms

_SHORT = 6  # words a text needs before its language can be told
_SHARE = 12  # English prose has at least one function word in this many


def check(
    text: str, *, people: Iterable[str] = (), products: Iterable[str] = (), lexicon: Lexicon | None = None
) -> Verdict:
    """Say whether ``text`` puts the cause in a person.

    ``people`` are names and handles known to be persons, ``products`` names known to be software. The answer depends
    on the arguments alone, costs time in proportion to the length, and is ``ok`` for text that is plainly not English.
    """
    known = People.gather(people, products, lexicon)
    spans = allowed_spans(text, lexicon.allowed) if lexicon else []
    parts = list(sentences(text))
    if not _english(parts):
        return Verdict(Level.OK)
    kept: list[Finding] = []
    read_so = ((tokens, _allowed(_places(before, tokens, known), spans)) for before, tokens in pairwise([[], *parts]))
    for (tokens, places), (then, after) in pairwise(chain(read_so, [([], [])])):
        if not any(place.level is Level.BLAME for place in after) and answered(tokens, then):
            places = [replace(place, level=min(place.level, Level.COACH)) for place in places]
        kept += _joined([_settled(_told(text, place), known) for place in places])
    return Verdict(max((finding.level for finding in kept), default=Level.OK), tuple(kept))


def _joined(found: list[Finding]) -> list[Finding]:
    """The findings of a sentence; one that names nothing opens where another names something: "My bad, forgot it"."""
    telling = next((finding for finding in found if finding.suggestions), None)
    if telling is None:
        return found
    return [_with(finding, telling) if _silent(finding) else finding for finding in found]


def _silent(finding: Finding) -> bool:
    return not finding.suggestions and finding.rule not in _PLAIN | {"punitive"}


def _with(finding: Finding, telling: Finding) -> Finding:
    return replace(finding, question=telling.question, suggestion=telling.suggestion, suggestions=telling.suggestions)


def _english(parts: list[list[Token]]) -> bool:
    words = [token.low for tokens in parts for token in tokens if token.kind == "word"]
    if len(words) < _SHORT:
        return all(ord(letter) < 0x250 for word in words for letter in word)
    if len([word for word in words if word in _ENGLISH]) * _SHARE >= len(words):
        return True
    known = verb_forms()
    return len([word for word in words if word in COMMON_NOUNS or word in known]) * 2 >= len(words)


_ENGLISH = (
    classes()["determiners"] | classes()["prepositions"] | classes()["auxiliaries"] | classes()["negators"]
    | classes()["subordinators"] | classes()["conjunctions"] | {"needs", "should"}
    | {"it", "he", "she", "we", "they", "i", "you", "teh", "could", "would", "might", "must", "never", "just", "again"}
) - {"a", "an", "in", "no", "me", "as", "am", "on", "over"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text is held against, as characters [start:stop], by which rule and how heavily."""

    start: int
    stop: int
    frame: Frame
    rule: str
    level: Level


def _allowed(places: Iterable[_Place], spans: list[tuple[int, int]]) -> list[_Place]:
    """The places that lie outside of the phrases an organisation allows, none of them over another."""
    return _apart([place for place in places if not (spans and overlaps(spans, place.start, place.stop))])


def _places(before: list[Token], tokens: list[Token], people: People) -> Iterator[_Place]:
    parser = _parsed(tokens, people)
    for frame, rule, level in second(parser, list(_met(parser, before))):
        start, stop = span(frame, frame.end)
        yield _Place(start, stop, frame, rule, heard(frame, level))


def _told(text: str, place: _Place) -> Finding:
    found = say(text, place.frame, place.rule, place.level)
    if place.rule in _PLAIN:
        return replace(found, question=BY_ID[place.rule].question, suggestion=None, suggestions=())
    return found


def _parsed(tokens: list[Token], people: People) -> Parser:
    parser = Parser(tokens, people)
    parser.parse()
    return parser


def read(tokens: list[Token], people: People) -> tuple[Parser, list[Met]]:
    """A sentence parsed, and what the rules alone say of it."""
    parser = _parsed(tokens, people)
    return parser, list(_met(parser, []))


def _met(parser: Parser, before: list[Token]) -> Iterator[Met]:
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


_PLAIN = frozenset({"weak", "luck"})  # one question each; the text holds nothing yet to build a sentence from


def _settled(finding: Finding, people: People) -> Finding:
    """A suggestion that would itself be held against its reader is not made."""
    kept = tuple([said for said in finding.suggestions if _harmless(said, people)])
    if finding.suggestions and not kept:
        finding = plainer(finding)
        kept = finding.suggestions
    first = next(iter(kept), None)
    if kept == finding.suggestions and first == finding.suggestion:
        return finding
    return replace(finding, suggestion=first, suggestions=kept)


_OF_SOMEBODY = (" one ", " who", " slip ")  # in our own frames, which beside a word of the text may weigh too much


def _harmless(said: str, people: People) -> bool:
    """Nothing to hold against it: told by its words where they are plain and tell of nobody, else by reading it."""
    if plain(said, people) and not any(word in said for word in _OF_SOMEBODY):
        return True
    return not any(next(second(*read(tokens, people)), None) for tokens in sentences(said))


def _apart(found: list[_Place]) -> list[_Place]:
    """Places in the order of the text, the heavier one where two overlap."""
    kept: list[_Place] = []
    last = -1
    for place in sorted(found, key=lambda p: (p.start, -p.level.weight, -p.stop)):
        if place.start >= last:
            kept.append(place)
            last = place.stop
        elif place.level > kept[-1].level:
            kept[-1] = place
            last = max(last, place.stop)
    return kept
