"""Set phrases: idioms of blame and of vagueness, told as patterns in ``phrases.txt``."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property

from postmortems.language.agents import INDIVIDUAL, Actor, unlisted
from postmortems.language.clauses import Clause
from postmortems.language.excuse import explained
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.speech import NEGATORS, small
from postmortems.language.verdict import Level
from postmortems.language.words import classes, lines, regular, verb_forms

Spot = tuple[int, int, str, Level]
Place = tuple[frozenset[str] | None, str]  # the words allowed there, or None and a sign for somebody or any words
_ALONE = frozenset({"this", "that", "all", "both", "each", "neither", "one"})  # determiners that need no noun
_NONE: frozenset[int] = frozenset()
_GROUPS = frozenset({Actor.TEAM, Actor.THEY, Actor.NOBODY})
_ANY, _GROUP, _ALL = frozenset({"any"}), frozenset({"any", "group"}), frozenset({"any", "group", "person"})
_GAP = 4  # words that ".." may stand for


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of ``phrases.txt``: the words allowed at each place, and what meeting them means.

    ``worded`` are its places that are told in words, the rarest first: a sentence without a word for each of them
    cannot hold the pattern.
    """

    needs: str
    level: Level
    rule: str
    places: tuple[Place, ...]
    verbal: bool
    worded: list[frozenset[str]]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern. Of two that are as heavy at one token the one counts that comes first here."""
    found = []
    for line in lines("phrases.txt"):
        head, _, words = line.partition(":")
        needs, level, rule = head.split()
        places = tuple(_place(word) for word in words.split())
        verbal = words.split()[0].startswith("~")
        found.append(Pattern(needs, Level(level), rule, places, verbal, _worded(places)))
    return tuple(sorted(found, key=_exactness))


def _exactness(pattern: Pattern) -> int:
    """0 where any word may follow the first, 1 where the second is told as well, 2 where somebody stands first."""
    if pattern.places[0][0] is None:
        return 2
    return int(len(pattern.places) > 1 and pattern.places[1][0] is not None)


@cache
def _told_by(needs: frozenset[str]) -> dict[str, frozenset[int]]:
    """The numbers of the patterns that a sentence with this word may hold, of those that need one of these."""
    found: dict[str, set[int]] = {}
    for number, pattern in enumerate(patterns()):
        for word in pattern.worded[0] if pattern.needs in needs else ():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def turned_on() -> frozenset[str]:
    """Every word without which some set phrase that needs nobody cannot be."""
    return frozenset(_told_by(_ANY))


def _worded(places: tuple[Place, ...]) -> list[frozenset[str]]:
    """The rarest place comes first: marks and words that only build sentences are frequent, and long words are rare."""
    worded = [words for words, _ in places if words]
    return sorted(worded, key=lambda place: (all(map(_tells, place)), min(map(len, place))), reverse=True)


def _tells(word: str) -> bool:
    return word[0].isalpha() and not small(word)


def _place(word: str) -> Place:
    if word in ("..", "*ing", "<person>", "<people>", "<whom>", "<owner>"):
        return None, word
    allowed: set[str] = set()
    for choice in word.split("/"):
        if choice.startswith("~"):
            lemma = choice[1:]
            allowed |= _forms().get(lemma, frozenset()) | frozenset(regular(lemma).values()) | {lemma}
        elif choice == "<his>":
            allowed |= classes()["possessives"]
        else:
            allowed |= NEGATORS - {"no"} if choice == "not" else {choice}
    return frozenset(allowed), ""


@cache
def _forms() -> dict[str, frozenset[str]]:
    known = classes()
    found: dict[str, set[str]] = {"be": set(known["be_forms"]) - {"get", "got"}, "have": set(known["have_forms"])}
    found["do"] = set(known["do_forms"])
    for form, (lemma, _) in verb_forms().items():
        found.setdefault(lemma, set()).add(form)
    return {lemma: frozenset(forms) for lemma, forms in found.items()}


class SetPhrases:
    """Finds the patterns in one sentence."""

    def __init__(self, parser: Parser, starts: dict[int, NounPhrase]) -> None:
        self.parser, self.starts = parser, starts
        tokens = parser.tokens
        self.count = len(tokens)
        self.person = True in [p.actor in INDIVIDUAL and tokens[p.start].low != "you" for p in parser.phrases]
        group = self.person or True in [p.actor in _GROUPS for p in parser.phrases]
        self.met = _ALL if self.person else _GROUP if group else _ANY
        self.beginning = self._beginning()

    def _beginning(self) -> dict[int, list[Pattern]]:
        """By token the patterns whose first place it fills, of those for which the sentence has the words."""
        told, known, words = _told_by(_ALL if self._stranger() else self.met), patterns(), self.parser.words
        found: dict[int, list[Pattern]] = {}
        for number in sorted(_NONE.union(*[told[word] for word in words if word in told])):
            pattern = known[number]
            if True in [place.isdisjoint(words) for place in pattern.worded]:
                continue
            first = pattern.places[0][0]
            for i in [i for i, low in enumerate(self.parser.lows) if low in first] if first else self._named:
                found.setdefault(i, []).append(pattern)
        return found

    def _stranger(self) -> bool:
        """Nobody is known in it, and some subject may be a name that no list holds."""
        subjects = [clause.subject for clause in self.parser.clauses[:3] if clause.subject]
        return not self.person and any(
            unlisted(self.parser.tokens[s.start : s.end], self.parser.people) for s in subjects
        )

    @cached_property
    def _named(self) -> list[int]:
        """Where somebody may be named."""
        return [i for i, token in enumerate(self.parser.tokens) if i in self.starts or token.possessive]

    def at(self, i: int) -> Spot | None:
        """The heaviest pattern that begins at token ``i``, by its word or because somebody is named there, or None."""
        best: Spot | None = None
        for pattern in self.beginning.get(i, ()):
            level = pattern.level if pattern.needs in self.met else Level.COACH
            if best and best[3] >= level:
                continue
            end = self._match(pattern.places, i)
            if end is not None and not (self._noun(pattern, i) or self._excused(pattern, i)):
                best = self._softened((i, end, pattern.rule, level))
        return best

    def _match(self, places: tuple[Place, ...], i: int) -> int | None:
        tokens = self.parser.tokens
        for k, (words, sign) in enumerate(places):
            if sign == "..":
                return self._match_later(places[k + 1 :], i)
            if i >= self.count:
                return None
            after = self._fills(sign, i) if words is None else i + 1 if tokens[i].low in words else None
            if after is None:
                return None
            i = after
        return i

    def _match_later(self, places: tuple[Place, ...], i: int) -> int | None:
        """The same where up to ``_GAP`` words may come first."""
        for gap in range(_GAP):
            if (end := self._match(places, i + gap)) is not None:
                return end
        return None

    def _fills(self, place: str, i: int) -> int | None:
        """Where the text goes on after token ``i`` has filled the place, or None when it does not."""
        if place == "*ing":
            return i + 1 if self.parser.lows[i].endswith("ing") else None
        if place == "<owner>":
            return i + 1 if self._owns(i) else None
        phrase = self.starts.get(i)
        if phrase and _meant(phrase.actor, place):
            return phrase.end
        return i + 1 if place == "<whom>" and i and unlisted([self.parser.tokens[i]], self.parser.people) else None

    def _owns(self, i: int) -> bool:
        token = self.parser.tokens[i]
        owner = self.parser.reader.owner(i, i) if token.possessive or token.low in ("his", "her", "my") else None
        return owner in INDIVIDUAL or (
            token.possessive and token.capital and unlisted([token], self.parser.people, True)
        )

    def _clause(self, i: int) -> Clause | None:
        here = self.parser.clauses_from(i - 1, 3) or self.parser.clauses_from(i - 8, 7)[-1:]
        return here[0] if here else None

    def _noun(self, pattern: Pattern, i: int) -> bool:
        """ "took two zones out": behind a determiner the pattern's verb is a noun."""
        if not pattern.verbal or not i or self.parser.codes[i - 1] != "D":
            return False
        return self.parser.lows[i - 1] not in _ALONE

    def _excused(self, pattern: Pattern, i: int) -> bool:
        """What a condition explains, or what a thing did, is not held against the person beside it."""
        if pattern.needs == "any":
            return False
        clause = self._clause(i)
        if clause is None:
            return False
        things = clause.actor is Actor.THING and clause.subject is not None and not clause.passive
        if things and pattern.verbal and clause.verb >= i:
            return True
        return explained(self.parser, bisect_left(self.parser.verbs, clause.verb))

    def _softened(self, spot: Spot) -> Spot:
        """What "we" say of ourselves together is turned, not refused."""
        clause = self._clause(spot[0])
        if (
            spot[3] is Level.COACH
            or spot[2] in ("cause", "sarcasm", "punitive")
            or clause is None
            or clause.subject is None
            or clause.subject.start > spot[0]
        ):
            return spot
        if clause.passive and clause.actor is Actor.THING and clause.by is None and clause.verb >= spot[0]:
            return (spot[0], spot[1], "agentless", Level.COACH)  # "the plates had been mixed up"
        ours = self.parser.lows[clause.subject.start] in ("we", "us", "everyone", "everybody")
        return (spot[0], spot[1], "collective", Level.COACH) if ours else spot


def _meant(actor: Actor, place: str) -> bool:
    return actor is Actor.PERSON or (place == "<people>" and actor in (Actor.TEAM, Actor.THEY))
