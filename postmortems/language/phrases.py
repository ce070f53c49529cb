"""Noun phrases: where one ends, what it names, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from postmortems.language.agents import ALONE, ROLE_WORDS, Actor, People, name_kind, role_kind, unlisted, unposted
from postmortems.language.speech import verb_of
from postmortems.language.tokens import Token
from postmortems.language.trades import trade
from postmortems.language.words import GIVEN_NAMES, classes

_OWING = frozenset({"needs", "deserves", "requires", "owes", "lacks"})  # "this needs" is no noun
_DEGREES = frozenset({"more", "most", "less", "least", "well", "newly", "poorly", "badly", "half", "self"})
_OBJECTS = classes()["determiners"] | {"nobody", "nothing", "it", "them", "no"} - {"two", "three", "all"}
_STANDING = frozenset(  # determiners that can stand for a noun by themselves
    {"both", "all", "each", "neither", "some", "many", "several", "most", "two", "these", "this", "that", "one"}
)
_ASKING = classes()["asking_verbs"]
_STATING = classes()["asserting"]  # "the scale shows grams"
_OWNERS = {
    "his": Actor.PERSON, "her": Actor.PERSON, "my": Actor.SELF, "your": Actor.PERSON, "our": Actor.TEAM,
    "their": Actor.TEAM,
}  # fmt: skip
_OF_ROLES = frozenset({"responsible", "involved", "concerned", "present", "onboard", "aboard"})  # stand behind theirs
_SEVERAL = classes()["plural_roles"] | {"people", "teams"}
_OF_SEVERAL = classes()["plural_roles"] | {"them", "us", "staff"}  # "one of them"
_LONGEST = 12  # words; keeps the work linear where nothing else ends a phrase


@lru_cache(maxsize=16384)
def names_nobody(low: str) -> bool:
    """Can a word in small letters, whatever stands before it, name no person, team or role?"""
    low = unposted(low)
    return not (low in ROLE_WORDS or low in GIVEN_NAMES or low in _OF_ROLES or low == "one" or trade(low))


@dataclass(slots=True)
class NounPhrase:
    """tokens[start:end] and what they name; ``owner`` is the kind of a possessor ("Priya's", "his")."""

    start: int
    end: int
    actor: Actor
    governed: bool = False
    owner: Actor | None = None
    told: bool = False  # an apposition says what it is


class Phrases:
    """Reads noun phrases out of one sentence."""

    def __init__(self, tokens: list[Token], lows: list[str], codes: list[str], people: People) -> None:
        self.tokens, self.lows, self.codes, self.people = tokens, lows, codes, people
        self.words = frozenset(lows)
        self.count = len(tokens)
        self.alone = [None if t.possessive or t.low not in ALONE else ALONE[t.low] for t in tokens]

    def end_of(self, i: int) -> int:
        """Where the phrase that begins at ``i`` ends, exclusive."""
        j, n = i, self.count
        if self.alone[i] and self.lows[i] != "one":
            return i + 1
        while j < n and self.codes[j] == "D":
            j += 1
        if i + 1 == j < n and self.lows[i] in ("this", "that") and self.lows[j] in _OWING:
            return j
        if j == i + 1 < n - 1 and self.lows[i] in _STANDING and self._does(j):
            return j
        first = j
        while j < n and self.codes[j] == "" and not (self.alone[j] and j > i):
            if j > first and (j - first > _LONGEST or self._stops(first, j)):
                break
            j += 1
        return j if j > i else i + 1

    def till_participle(self, i: int) -> int:
        """ "Had the prompt shown the role": after a "had" in front the phrase ends where its participle stands."""
        end = self.end_of(i)
        for j in range(i + 2, end):
            verb = verb_of(self.lows[j])
            if verb and "part" in verb[1] and "base" not in verb[1] and self.codes[j + 1 : j + 2] != [""]:
                return j
        return end

    def till_base(self, i: int) -> int:
        """ "Why did the developer forget": in a question somebody's phrase ends where a plain verb stands."""
        end = self.end_of(i)
        for j in range(end - 1, i, -1):
            verb = verb_of(self.lows[j])
            if verb and "base" in verb[1] and self.named(i, j).actor is not Actor.THING:
                return j
        return end

    def _does(self, j: int) -> bool:
        """ "both carried the number", "neither shows it": a verb stands where a noun could."""
        verb = verb_of(self.lows[j])
        return verb is not None and bool(verb[1] & {"past", "s"}) and self.lows[j + 1] in _OBJECTS

    def _stops(self, first: int, j: int) -> bool:
        token, before = self.tokens[j], self.tokens[j - 1]
        if token.kind == "handle" or token.low in _OWING:
            return True
        verb = verb_of(token.low)
        if verb and before.low in _DEGREES and j + 1 < len(self.tokens) and self.codes[j + 1] == "":
            return False
        if verb and not before.possessive and verb[1] & {"past", "part"}:
            return self._told_of(first, j, verb[1])
        order = verb_of(before.low) if j == 1 else None
        ordered = order is not None and "base" in order[1]
        starts_name = token.capital and (ordered or not before.capital) and not before.possessive
        if starts_name and token.low in GIVEN_NAMES:
            return True
        if not verb or before.possessive:
            return False
        if "s" in verb[1] and self.codes[j - 1] == "" and self.asserts(j):
            return True
        acting = self.named(first, j).actor
        if "ing" in verb[1]:
            return acting in (Actor.PERSON, Actor.SELF)
        plural = acting is Actor.TEAM and before.low in _SEVERAL
        return ("s" in verb[1] and acting is Actor.PERSON) or ("base" in verb[1] and plural)

    def _told_of(self, first: int, j: int, forms: frozenset[str]) -> bool:
        """Is the past verb or participle at ``j`` what the phrase before it did, and no part of the phrase?"""
        if self.lows[j] in _OF_ROLES and self.codes[j + 1 : j + 2] in (["A"], ["M"]):
            return False  # "the engineer concerned has ..."
        if ("base" not in forms and "past" in forms) or self.named(first, j).actor is not Actor.THING:
            return True
        return j == first + 1 and self._set_by_name(first, forms)

    def _set_by_name(self, first: int, forms: frozenset[str]) -> bool:
        """ "Quillon misread the label": a verb that is its own past stands behind a name that no list holds."""
        timeless = {"base", "past"} <= forms and self.lows[first + 2 : first + 3] and self.lows[first + 2] in _OBJECTS
        return bool(timeless) and "-" not in self.lows[first] and unlisted([self.tokens[first]], self.people)

    def asserts(self, j: int) -> bool:
        """ "the chart expects a parameter": a word that could be a plural noun stands before a determiner."""
        following = self.lows[j + 1] if j + 1 < len(self.tokens) else "."
        known = verb_of(self.lows[j])
        if j and self.codes[j - 1] == "D":
            return False
        asking = known is not None and known[0] in _ASKING and following in ("for", "to", "in", "at", "on", "from")
        stating = self.lows[j] in _STATING and self.codes[j + 1 : j + 2] == [""]
        return asking or stating or following in _OBJECTS

    def named(self, start: int, end: int) -> NounPhrase:
        """The phrase tokens[start:end] with what it names."""
        tokens = self.tokens
        last = tokens[end - 1]
        if not last.capital and last.kind == "word" and names_nobody(last.low) and last.low not in self.people.persons:
            first = tokens[start]
            owned = first.possessive if end - start == 1 else True in [t.possessive for t in tokens[start:end]]
            if not owned:  # most phrases: a noun in small letters that names nobody, and owned by nobody named
                return NounPhrase(start, end, Actor.THING, False, _OWNERS.get(first.low))
        return self._told(start, end)

    def _told(self, start: int, end: int) -> NounPhrase:
        """A phrase that may name somebody, read with care."""
        tokens, head = self.tokens, end - 1
        while head > start and self.codes[head - 1] != "D" and tokens[head].low in _OF_ROLES:
            head -= 1
        owner = self.owner(start, head)
        if (alone := self.alone[head]) and end - start == 1:
            return NounPhrase(start, end, alone, owner=owner)
        if tokens[head].possessive:
            return NounPhrase(start, end, Actor.THING, owner=owner)
        if tokens[head].low == "one" and (one := self._one(start, head)):
            return NounPhrase(start, end, one, owner=owner)
        low = tokens[head].low
        if low in classes()["software"] and not (owner in (Actor.PERSON, Actor.TEAM) and low in classes()["roles"]):
            return NounPhrase(start, end, Actor.THING, owner=owner)
        run = end
        while (
            run > start and (tokens[run - 1].capital or tokens[run - 1].kind == "handle") and self.codes[run - 1] != "D"
        ):
            run -= 1
        run = end - 1 if run == end else run
        kind = role_kind(tokens, start, head, self.words) if not (run < head and tokens[head].capital) else None
        kind = kind or name_kind(tokens, run, end, self.people)
        if tokens[start].low in ("no", "neither") and kind in (Actor.PERSON, Actor.TEAM):
            kind = Actor.NOBODY
        return NounPhrase(start, end, kind or Actor.THING, owner=owner)

    def _one(self, start: int, head: int) -> Actor | None:
        """ "no one" and "one of our engineers"; a bare "one" is a number."""
        if start < head and self.lows[start] == "no":
            return Actor.NOBODY
        after = self.lows[head + 1 : head + 6]
        return Actor.PERSON if "of" in after and not _OF_SEVERAL.isdisjoint(after) else None

    def owner(self, start: int, head: int) -> Actor | None:
        """The kind of the possessor in tokens[start : head + 1], or None."""
        first = self.lows[start]
        owner = _OWNERS.get(first)
        for k in range(start, head + 1):
            if self.tokens[k].possessive:
                found = name_kind(self.tokens, k, k + 1, self.people)
                return found or role_kind(self.tokens, start, k, self.words) or Actor.THING
        return owner

    def part_of(self, end: int) -> Actor:
        """ "Half of ops", "two of the riggers": part of a team is several people; what ends at ``end`` is a part."""
        whole = self.named(end + 1, self.end_of(end + 1)) if end + 1 < self.count else None
        ours = whole is None or self.lows[end + 1] in ("us", "you")
        return Actor.TEAM if whole and not ours and whole.actor is Actor.TEAM else Actor.THING

    def apposition(self, phrase: NounPhrase, end: int) -> int:
        """ "Bob, our deploy bot, tagged ...": what stands between the commas says what the name is."""
        if end + 2 >= len(self.tokens) or self.lows[end] != "," or self.codes[end + 1] != "D":
            return end
        close = self.end_of(end + 1)
        if close >= len(self.tokens) or self.lows[close] != "," or phrase.actor is Actor.SELF:
            return end
        said = self.named(end + 1, close)
        if self.lows[close - 1] in classes()["software"]:
            phrase.actor, phrase.told = Actor.THING, True
        elif said.actor is Actor.THING:
            return end
        elif phrase.actor is Actor.THING and end - phrase.start <= 2 and self.tokens[phrase.start].capital:
            phrase.actor, phrase.told = said.actor, True
        return close + 1
