"""Reads the things of a sentence: where a noun phrase begins and ends, and whether it is one to build on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from postmortems.language.agents import ROLE_WORDS, Actor, pronoun, unlisted
from postmortems.language.grammar import Parser
from postmortems.language.heads import (
    ADJECTIVES,
    TRAILING,
    counts,
    doubtful,
    names_it,
    names_itself,
    no_noun,
    strange,
)
from postmortems.language.kinds import unfit
from postmortems.language.lists import nouns
from postmortems.language.nouns import Thing, article_of, is_plural, many
from postmortems.language.speech import verb_of
from postmortems.language.tokens import Token
from postmortems.language.words import PRODUCT_NAMES, classes

_NOUNS = nouns()
_LONGEST = 5  # words of one thing; more than that cannot be said in one breath
_NAME = 3  # words of a name
_OWNING = ("word", "handle")
_DUTIFUL = frozenset({"his", "her", "my", "our", "your", "their", "one", "a"})
_QUOTES = frozenset({'"', "“", "”"})
_WANTING = frozenset({"lack", "absence", "shortage"})
_QUANTIFIERS = frozenset(
    {"one", "some", "all", "most", "both", "none", "any", "each", "every", "half", "many"}
    | {"two", "three", "four", "five", "six"}
)


class Nouns:
    """Reads the things of one sentence."""

    def __init__(self, text: str, parser: Parser) -> None:
        self.text, self.parser = text, parser
        self.read: dict[tuple[int, bool, int | None], Thing | None] = {}

    def at(self, i: int, alone: bool = False, stop: int | None = None) -> Thing | None:
        """The thing whose phrase begins at token ``i`` and ends before ``stop``; ``alone`` leaves out its "of ..."."""
        where = (i, alone, stop)
        if where not in self.read:
            self.read[where] = self._at(i, alone, stop)
        return self.read[where]

    def _at(self, i: int, alone: bool, stop: int | None) -> Thing | None:
        tokens, codes = self.parser.tokens, self.parser.codes
        i = self._name_start(i)
        j, article = i, ""
        while j < min(len(tokens), i + 3) and (codes[j] == "D" or self._points(j)):
            article = article or tokens[j].low
            j += 1
        if j == i + 1 and article in _QUANTIFIERS and j < len(tokens) and tokens[j].low == "of":
            return None if alone else self.at(j + 1, alone=True)
        if j + 1 < len(tokens) and tokens[j].low in _WANTING and tokens[j + 1].low == "of":
            return None if alone else self.at(j + 2, alone=True)
        opens = j
        j, owned = self._past_owner(j)
        amiss = owned and not _WRONG.isdisjoint([token.low for token in tokens[opens:j]])  # "the wrong customer's data"
        j += j + 1 < len(tokens) and tokens[j].low in _QUOTES
        first = j = self._past_softeners(j)
        while j < (stop or len(tokens)) and j - first < _LONGEST + 3 and self._goes_on(first, j):
            j += 1
        thing = self._thing((i, first, j), "the" if owned else article)
        if thing and thing.head == "job" and (owned or article in _DUTIFUL):
            return None  # "Enzo's job", "had one job": a duty, and no job that runs
        if thing and article in ("every", "each") and not thing.plural and thing.bare[-1:].isalpha():
            thing = replace(thing, bare=many(thing.bare), article="the", plural=True)
        if thing and amiss:
            return replace(thing, wrong=True)
        return thing if alone or thing is None else self._with_of(thing)

    def _points(self, j: int) -> bool:
        """ "all", "such", and "that" behind a preposition ("about that toggle")."""
        low = self.parser.lows[j]
        return low in ("all", "such") or (low == "that" and j > 0 and self.parser.codes[j - 1] == "P")

    def _name_start(self, i: int) -> int:
        """Where "example.com" begins when ``i`` stands at its end."""
        if i == 0 or not self._glued(i):
            return i
        first = max(0, i - _LONGEST)
        while i > first and self._glued(i) and self.parser.tokens[i - 1].kind != "code":
            i -= 1
        return i

    def _past_owner(self, j: int) -> tuple[int, bool]:
        """Skip "Priya's", "the customer's", "the payments team's": whose it is does not matter here."""
        tokens = self.parser.tokens
        for k in range(j, min(j + 4, len(tokens))):
            if tokens[k].low != "/" and (self.parser.codes[k] not in ("", "D") or tokens[k].kind not in _OWNING):
                break
            if tokens[k].possessive:
                return k + 1, True
        return j, False

    def _past_softeners(self, j: int) -> int:
        tokens = self.parser.tokens
        stop = min(j + 4, len(tokens) - 1)
        while j < stop and self.parser.codes[j] in ("", "V", "D") and tokens[j].low in _LEADING:
            j += 1
        return j

    def _goes_on(self, first: int, j: int) -> bool:
        """Does token ``j`` still belong to the phrase that began at ``first``?"""
        token = self.parser.tokens[j]
        if j > first and self._glued(j) and (token.kind != "punct" or token.low in "/-."):
            return token.kind != "punct" or self._glued(j + 1)
        before_noun = self.parser.codes[j + 1 : j + 2] == [""]
        open_class = self.parser.codes[j] == "" or (token.low in _NOUNS["regular"] and (before_noun or j > first))
        if not open_class or token.kind not in ("word", "code", "number") or token.possessive:
            return False
        if token.low in _STOPS or pronoun(token) or (j > first and token.low in TRAILING and not before_noun):
            return False
        if token.low in _LEADING_TO and self.parser.tokens[j + 1 : j + 2] and self.parser.lows[j + 1] == "to":
            return False
        verb = verb_of(token.low)
        return not verb or token.kind == "code" or not self._is_verb(first, j, verb[1])

    def _is_verb(self, first: int, j: int, tags: frozenset[str]) -> bool:
        token = self.parser.tokens[j]
        after = self.parser.codes[j + 1] if j + 1 < len(self.parser.tokens) else "."
        if j > first and after == "" and self.parser.lows[j + 1] in _OBJECTS:
            return True
        if j > first and after != "" and tags & {"s", "past"} and self._acts(first, j):
            return True
        if token.low in _NOUNS["ing_nouns"] or tags & {"base"}:
            counted = self.parser.lows[j + 2 : j + 3] == ["times"]
            plain = tags == {"base"} or "past" in tags  # "the upgrade four times", "the slip cost us"
            return j > first and plain and after == "D" and not counted
        if "s" in tags and j > first and after == "" and self._told_how(first) and not self._base(j + 1):
            return True  # "how the broker handles retries"
        if tags == {"s"}:
            return j > first and (after in ("D", "V") or token.low in _SAYS or (after == "" and token.low in _ACTING))
        behind = self.parser.codes[max(0, first - 2) : first] == ["P", "D"]
        if "ing" in tags and j > first and after in (".", "C") and behind:
            return False  # "in the engine cowling"
        if "ing" in tags:
            led = first > 0 and self.parser.lows[first - 1] in _LEADING_ON  # "when sending personal data"
            return j > first or after != "" or led
        return j > first or after != "" or not token.low.endswith(("ed", "en"))

    def _told_how(self, first: int) -> bool:
        return "how" in self.parser.lows[max(0, first - 2) : first]

    def _base(self, j: int) -> bool:
        """ "how the bell codes work": what follows is the verb, so that this is none."""
        verb = verb_of(self.parser.lows[j])
        return verb is not None and "base" in verb[1]

    def _acts(self, first: int, j: int) -> bool:
        """ "a good engineer checks": what stands before the verb is somebody."""
        before = self.parser.lows[j - 1]
        return before not in _NOUNS["machines"] and self.parser.reader.named(first, j).actor is not Actor.THING

    def _glued(self, j: int) -> bool:
        """Does token ``j`` stand right behind the one before, as in "config.yaml" or "CI/CD"?"""
        if j >= len(self.parser.tokens):
            return False
        end, start = self.parser.tokens[j - 1].end, self.parser.tokens[j].start
        return start - end < 2 and self.text[end:start] in ("", "_", ".", "@", "#")

    def _thing(self, at: tuple[int, int, int], article: str) -> Thing | None:
        start, first, end = at
        tokens = self.parser.tokens[first:end]
        long = len([token for token in tokens if token.kind != "punct"]) > _LONGEST + 1
        if not tokens or long or not self._technical(first, end):
            return None
        if tokens[0].kind == "number" and len(tokens) > 1 and not article:
            tokens = tokens[1:]
        kept = [t for t in tokens[:-1] if t.low not in _WRONG and t.low not in _JUDGING] + tokens[-1:]
        wrong, words = not _WRONG.isdisjoint([token.low for token in tokens]), _words(self.text, kept, first == 0)
        head = kept[-1] if not counts(kept[-1]) else next((t for t in reversed(kept) if not counts(t)), kept[-1])
        name = not article and not wrong and names_itself(words, kept, first)
        bare = not article and len(kept) == 1 and not name and not is_plural(head.low)
        if not article and len(kept) == 1 and first == 0 and unlisted(kept, self.parser.people):
            return None  # perhaps somebody's name
        stranger = not article and kept[0].low not in PRODUCT_NAMES and strange(head, first + len(kept) - 1)
        if head.low in _WRONG or stranger or (bare and doubtful(head.low)):
            return None
        if article in ("a", "an") and (first != start + 1 or kept[0] is not self.parser.tokens[first]):
            article = article_of(words)
        end += end < len(self.parser.tokens) and self.parser.lows[end] in _QUOTES
        plural = is_plural(head.low) and not self.text[head.start : head.end].isupper()
        return Thing(words, head.low, article, plural, start, end, wrong, name and len(kept) <= _NAME)

    def _technical(self, first: int, end: int) -> bool:
        known = _NOUNS
        while end - 1 > first and counts(self.parser.tokens[end - 1]):  # "node 7", "line B"
            end -= 1
        head = self.parser.tokens[end - 1]
        if end - first == 1 and (head.kind == "number" or head.low in known["alone_nothing"]):
            return False
        if self._though_human(first, end):
            return True
        if head.low in known["no_thing"] or self._is_time(first, end) or head.low in _PERSONAL or len(head.low) < 2:
            return False
        if head.low in _JUDGING or not _INSULTS.isdisjoint(self.parser.lows[first:end]):
            return False
        if head.low in ADJECTIVES or head.kind == "handle" or self._one(end) or no_noun(head.low) or unfit(head):
            return False
        if head.low in known["machines"] or head.low in PRODUCT_NAMES or head.low in known["uncountable"]:
            return True
        return self.parser.reader.named(first, end).actor is Actor.THING

    def _though_human(self, first: int, end: int) -> bool:
        """ "the security group", "the wrong patient": its head means people, and yet it can be told from another."""
        before, head = self.parser.lows[end - 2], self.parser.lows[end - 1]
        wrong = head in _NOUNS["served"] and self.parser.lows[first] in _WRONG
        return wrong or (head in ("group", "groups", "registry") and before in _NOUNS["grouped"])

    def _is_time(self, first: int, end: int) -> bool:
        """ "Friday", "month end", but not "leap day"."""
        times = _NOUNS["times"]
        return not [t for t in self.parser.tokens[first:end] if t.low not in times and t.kind != "number"]

    def _one(self, end: int) -> bool:
        """ "the safe one": an adjective that borrows its noun; not "the plan one more time"."""
        one = end < len(self.parser.tokens) and self.parser.lows[end] in ("one", "ones")
        return one and self.parser.codes[end + 1 : end + 2] != [""]

    def _with_of(self, thing: Thing) -> Thing | None:
        """ "the order of the migrations", when what stands after "of" is short and a thing itself."""
        said = self.parser.lows[thing.end] if thing.end < len(self.parser.tokens) else ""
        if said == "of" and thing.head in _NOUNS["partial"]:
            return self.at(thing.end + 1, alone=True)
        light = thing.head in _NOUNS["light"]
        if thing.head in _NOUNS["partial"]:
            return None  # "the rest": of what is not said
        if said != "of" and not (said == "for" and not light and not thing.name):
            return None if light and not thing.article and not counts(self.parser.tokens[thing.end - 1]) else thing
        more = self.at(thing.end + 1, alone=True)
        owned = more is not None and (more.wrong or more.article in ("his", "her", "my"))
        if said == "of" and more is None and thing.head in _NOUNS["alone_nothing"]:
            return None  # "the single point of failure"
        if more is None or owned or len(more.bare.split()) > 3 or (said == "for" and not names_it(thing, more)):
            return None if light and said == "of" else thing
        whole = f"{thing.bare} {said} {more.general if more.article else more.bare}"
        return Thing(whole, thing.head, thing.article or "the", thing.plural, thing.start, more.end, thing.wrong)

    def after(self, start: int, reach: int = 40) -> Iterator[Thing]:
        """The things that begin at token ``start`` or after, in order, within ``reach`` tokens."""
        i, stop = max(start, 0), min(len(self.parser.tokens), start + reach)
        while i < stop:
            opens = (self.parser.codes[i] in ("", "D") or self._points(i)) and (
                i == 0 or self.parser.codes[i - 1] != "D"
            )
            thing = self.at(i) if opens and not self._acting(i) else None
            if thing and (thing.article or thing.end - i > 1 or self._introduced(i)):
                yield thing
            i = max(thing.end if thing else i + 1, i + 1)

    def _acting(self, i: int) -> bool:
        """Is token ``i`` a verb without an article: "to check disk space", "I typed rm", ", read docs"?"""
        verb = verb_of(self.parser.lows[i]) if self.parser.codes[i] == "" else None
        before = self.parser.tokens[i - 1] if i else None
        if verb is None:
            return False
        led = before is None or before.kind == "punct" or before.low == "to" or bool(pronoun(before))
        joined = i > 0 and self.parser.codes[i - 1] == "C" and "past" in verb[1]
        return led or joined or (i > 0 and self.parser.codes[i - 1] in ("M", "A", "N"))

    def _introduced(self, i: int) -> bool:
        """Does a single word stand where a thing is named: in code, behind a preposition, in "how quorum works"?"""
        before = self.parser.lows[i - 1] if i else ""
        if self.parser.tokens[i].kind == "code" or before == "how":
            return True
        verb = verb_of(self.parser.lows[i])
        infinitive = before == "to" and verb is not None and "base" in verb[1]
        return self.parser.codes[i - 1 : i] == ["P"] and before not in ("than", "as", "like") and not infinitive


def _words(text: str, tokens: list[Token], opens: bool) -> str:
    said = ""
    for k, token in enumerate(tokens):
        gap = text[tokens[k - 1].end : token.start] if k else ""
        said += (gap if len(gap) <= 1 and not gap.isspace() else " ") if k else ""
        said += text[token.start : token.end]
    plain = opens and said[1:2].islower() and tokens[0].low not in PRODUCT_NAMES and tokens[0].kind == "word"
    return said[0].lower() + said[1:] if plain else said


_INSULTS = classes()["insults"] | classes()["ironic"]
_JUDGING = (classes()["verdicts"] | classes()["care"] | classes()["judging"]) - {"slow", "alert", "patient"}
_WRONG = frozenset({"wrong", "incorrect", "mistaken", "erroneous"})
_LEADING = _NOUNS["softeners"] | classes()["contempt"] | classes()["numbers"]
_PERSONAL = (
    ROLE_WORDS | classes()["failing_nouns"] | classes()["person_failings"] | _NOUNS["qualities"]
) - (_NOUNS["machines"] | {"member", "shift"})  # fmt: skip
_STOPS = (
    (classes()["loose_ends"] - {"works"}) | _NOUNS["adverbial"] | classes()["person_failings"]
    | {"it", "there", "us", "me"}
)  # fmt: skip
_LEADING_ON = frozenset({"when", "while", "by", "before", "after"})
_SAYS = frozenset({"says", "shows", "does", "goes", "has", "means", "needs", "works", "takes", "gets", "makes"})
_ACTING = classes()["asserting"] | classes()["half_asserting"]
_OBJECTS = frozenset({"it", "them", "him", "her", "us", "me"})
_LEADING_TO = frozenset({"prior", "due", "according", "next", "close", "thanks", "owing", "contrary", "subject"})
