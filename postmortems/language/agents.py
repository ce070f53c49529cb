"""Who acts: a person, oneself, a team, nobody, or a thing. Software that bears a person's name is a thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from postmortems.language.tokens import TITLES, Token
from postmortems.language.trades import Count, told_by_trade
from postmortems.language.words import (
    COMMON_NOUNS,
    GIVEN_NAMES,
    PRODUCT_NAMES,
    WORD_NAMES,
    Lexicon,
    classes,
    verb_forms,
)


class Actor(Enum):
    """What kind of doer a noun phrase names."""

    PERSON = "person"
    SELF = "self"
    TEAM = "team"
    THEY = "they"
    NOBODY = "nobody"
    THING = "thing"

    __hash__ = object.__hash__  # members are single, and are looked up for every phrase


INDIVIDUAL = frozenset({Actor.PERSON, Actor.SELF})
COLLECTIVE = frozenset({Actor.TEAM, Actor.THEY})
_BY_CLASS = (
    ("pronouns", Actor.PERSON),
    ("you", Actor.PERSON),
    ("unnamed", Actor.PERSON),
    ("selves", Actor.SELF),
    ("they", Actor.THEY),
    ("nobody", Actor.NOBODY),
)


@dataclass(frozen=True, slots=True)
class People:
    """The names that mean persons and software in one check, in lower case."""

    persons: frozenset[str]
    products: frozenset[str]
    spelt_out: tuple[str, ...] = ()  # products of more than one word

    @classmethod
    def gather(cls, people: Iterable[str], products: Iterable[str], lexicon: Lexicon | None) -> People:
        """Split full names into their words, so that a first name alone is known too."""
        lexicon = lexicon or Lexicon()
        parts = {part.strip("@.,").lower() for name in people for part in name.split()}
        persons = {part for part in parts if part and part not in _common()}
        persons |= {words.split()[-1].lower() for words in lexicon.people if words.split()}
        software = {name.lower() for name in (*products, *lexicon.products)}
        return cls(frozenset(persons), frozenset(software), tuple(sorted(name for name in software if " " in name)))


@cache
def _common() -> frozenset[str]:
    """Words that build sentences or name roles: no surname makes a person of "will" or "manager"."""
    return frozenset(word for name, found in classes().items() if name != "surnames" for word in found)


ALONE = {word: actor for name, actor in _BY_CLASS for word in classes()[name]} | dict.fromkeys(
    ("we", "us", "everyone", "everybody"), Actor.TEAM
)


ROLE_WORDS = classes()["roles"] | classes()["plural_roles"] | classes()["teams"] | frozenset(ALONE)


def pronoun(token: Token) -> Actor | None:
    """The actor a word names all by itself ("he", "somebody", "we"), or None."""
    return None if token.possessive else ALONE.get(token.low)


def _name_like(token: Token, people: People) -> bool:
    low = token.low
    if low in people.persons:
        return token.capital or low not in verb_forms()
    if low in people.products:
        return False
    if low in GIVEN_NAMES:
        return token.capital or (len(low) > 3 and low not in verb_forms())
    return token.capital and low in WORD_NAMES


def unlisted(words: list[Token], people: People, owning: bool = False) -> bool:
    """One or two capitalised words that no list holds as software or as ordinary words: perhaps a name."""
    if not 0 < len(words) <= 2:
        return False
    for word in words:
        if not word.capital or word.kind != "word" or len(word.low) <= 2:
            return False
        if word.camel or word.possessive is not owning or _ordinary(word.low):
            return False
        if word.low in people.products or word.low in PRODUCT_NAMES:
            return False
    return True


@lru_cache(maxsize=16384)
def _ordinary(low: str) -> bool:
    """Is it a word of the language, or built like one or like a product's name?"""
    known = low in COMMON_NOUNS or low in verb_forms() or low in _common() or low.endswith(_NO_NAME)
    return known or (low.endswith("s") and low[:-1] in COMMON_NOUNS)


_NO_NAME = (
    "ing", "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship", "ency", "ancy", "able", "ible", "ful",
    "less", "ical", "ous", "ive", "ology", "ware", "ics", "ed", "ly", "db", "sql", "mq", "hub", "flow", "base", "stack",
    "cloud", "watch", "ctl", "kit", "bot", "net", "soft", "scale", "stash", "mesh", "grid", "sync", "proxy", "cache",
)  # fmt: skip


def _titled(tokens: list[Token], start: int, end: int) -> bool:
    """ "Captain Oyelaran", "engineer Lindqvist": a role before a name."""
    name = tokens[end - 1]
    before = tokens[end - 2] if end > 1 else None
    if before is None or before is name or not name.capital or name.camel or _ordinary(name.low):
        return False
    known = classes()
    machine = before.low in known["machine_first"] or before.low in ("driver", "operator")
    if machine and not known["machine_context"].isdisjoint(token.low for token in tokens):
        return False
    return (before.low in known["roles"] and before.low not in _NEVER_TITLES) or before.low in _TITLES


_TITLES = classes()["titles"]
_NEVER_TITLES = frozenset({"server", "host", "monitor", "client", "runner", "scheduler", "broker"})  # "Monitor Nagios"


_TOLD = frozenset({"he", "she", "his", "her", "him"})


def _personal_context(tokens: list[Token], start: int, end: int) -> bool:
    """Does the sentence treat a name that could be software as a person?"""
    title = start > 0 and tokens[start - 1].low in TITLES
    told = not _TOLD.isdisjoint([t.low for t in tokens[end : end + 30]])
    return title or told or _placed(tokens, end)


def _placed(tokens: list[Token], end: int) -> bool:
    """ "... in accounts", "... from the payments team": where somebody works."""
    end += end < len(tokens) and tokens[end].low == ","
    after = [token.low for token in tokens[end : end + 4]]
    return after[:1] != [] and after[0] in ("in", "from", "on", "at") and any(word in _PLACES for word in after[1:])


_PLACES = classes()["workplaces"]


def name_kind(tokens: list[Token], start: int, end: int, people: People) -> Actor | None:
    """What the proper name at tokens[start:end] stands for, or None when it is no name we know."""
    words = tokens[start:end]
    if _of_time_or_weather(tokens, start, end, people) or _of_a_company(words):
        return Actor.THING
    if end - start == 1 and not words[0].capital and words[0].kind == "word" and not people.spelt_out:
        return _small(words[0], people)
    if words[0].capital and not TITLES.isdisjoint([t.low for t in (*tokens[max(0, start - 2) : start], *words[:-1])]):
        return Actor.PERSON
    if words[0].kind == "handle":
        bot = words[0].low.endswith(("bot", "-ci")) or words[0].low.strip("@") in people.products
        return Actor.THING if bot else Actor.PERSON
    product = not people.products.isdisjoint([w.low for w in words]) or _spelt_out(words, people)
    homonym = len(words) == 1 and words[0].low in PRODUCT_NAMES and words[0].low not in people.persons
    if product or (homonym and words[0].capital):
        return Actor.PERSON if not product and _personal_context(tokens, start, end) else Actor.THING
    surname = len(words) > 1 and words[0].low in PRODUCT_NAMES and words[0].capital and _surname(words[1], people)
    if surname or True in [_name_like(w, people) for w in words[:2]]:
        return Actor.PERSON
    if words[-1].capital and (_titled(tokens, start, end) or (_placed(tokens, end) and unlisted(words, people))):
        return Actor.PERSON
    irish = words[0].low.startswith("o'") and words[0].capital
    return Actor.PERSON if irish or ("-" in words[0].low and _hyphenated(words[0], people)) else None


def _of_a_company(words: list[Token]) -> bool:
    """ "Amazon Cognito", "Google"."""
    return words[0].capital and words[0].low in _COMPANIES


_COMPANIES = classes()["companies"]


def _of_time_or_weather(tokens: list[Token], start: int, end: int, people: People) -> bool:
    """ "the fault of May", "3 June", "Storm Ciara": no person, unless somebody here is called that."""
    name = tokens[end - 1]
    if name.low in people.persons:
        return False
    if end - start == 2:
        return tokens[start].low in _STORMS and name.capital
    before = tokens[start - 1] if start else None
    dated = before is not None and (before.kind == "number" or before.low in _DATING)
    return dated and end - start == 1 and name.low in _MONTHS


_MONTHS, _DATING, _STORMS = classes()["name_months"], classes()["dating"], classes()["storms"]


def _small(word: Token, people: People) -> Actor | None:
    """What one word in small letters names: most words nobody, and at one look."""
    if word.low in people.products:
        return Actor.THING
    return Actor.PERSON if _name_like(word, people) else None


def _surname(word: Token, people: People) -> bool:
    return unlisted([word], people) or (
        word.capital and (word.low in GIVEN_NAMES or word.low in WORD_NAMES or word.low in classes()["surnames"])
    )


def _spelt_out(words: list[Token], people: People) -> bool:
    said = " ".join(word.low for word in words) if people.spelt_out else ""
    return any(name in said for name in people.spelt_out)


def _hyphenated(token: Token, people: People) -> bool:
    first, last = token.low.split("-")[0], token.low.split("-")[-1]
    return token.capital and first in GIVEN_NAMES and (last in GIVEN_NAMES or last in WORD_NAMES)


_HEADS = classes()["roles"] | classes()["plural_roles"] | classes()["teams"]


def role_kind(tokens: list[Token], start: int, head: int, sentence_words: frozenset[str]) -> Actor | None:
    """What a common noun phrase ending in ``head`` stands for: a role, a team, or neither."""
    word = unposted(tokens[head].low)
    if not _CROWDS.isdisjoint([token.low for token in tokens[start:head]]):
        return None
    if word not in _HEADS:
        return _BY_TRADE[told_by_trade(tokens, start, head, sentence_words)]
    if word == "lead" and [token.low for token in tokens[head + 1 : head + 2]] == ["to"]:
        return None  # "this lead to an outage": meant as "led"
    known = classes()
    if word == "member" and _of_people(tokens, head):
        return Actor.PERSON
    plural = word in known["plural_roles"]
    single = word[:-1] if plural and word.endswith("s") else word
    watch = word == "shift" and tokens[head - 1].low in known["watches"]
    if word in known["teams"] and (watch or not (word in known["ambiguous_roles"] and head + 1 - start > 2)):
        return Actor.TEAM
    if word in known["teams"] and word not in known["roles"] and not plural:
        return None
    if single in known["ambiguous_roles"] and _machine(tokens, start, head, single, sentence_words):
        return None
    return Actor.TEAM if plural else Actor.PERSON


def _of_people(tokens: list[Token], head: int) -> bool:
    """ "a member of our team", beside the member of a cluster."""
    after = [token.low for token in tokens[head + 1 : head + 5]]
    return after[:1] == ["of"] and not _GROUPS.isdisjoint(after)


_GROUPS = classes()["teams"] | classes()["plural_roles"] | {"team", "staff", "crew"}


def unposted(word: str) -> str:
    """ "engineer-in-charge": the role before the post."""
    role, _, post = word.partition("-")
    return role if post in _POSTS else word


_POSTS = classes()["posted"]
_BY_TRADE = {Count.NOBODY: None, Count.ONE: Actor.PERSON, Count.SEVERAL: Actor.TEAM}
_CROWDS = classes()["crowds"]  # "fifty million people" are no team


def _by_hand(tokens: list[Token], head: int) -> bool:
    """ "The editor published", "the guard did not lock": what only somebody with hands does."""
    for token in tokens[head + 1 : head + 5]:
        verb = verb_forms().get(token.low)
        if verb and verb[0] not in ("be", "do", "have"):
            return verb[0] in classes()["hands"]
        if token.kind != "word":
            return False
    return False


def _machine(tokens: list[Token], start: int, head: int, single: str, sentence_words: frozenset[str]) -> bool:
    """Is the driver, agent or controller of this sentence a piece of software or equipment?"""
    known = classes()
    modifiers = {t.low for t in tokens[start:head]}
    owned = any(token.possessive and token.low in known["trade"] for token in tokens[start:head])
    if owned or modifiers & known["human_modifiers"]:
        return False
    human = bool(sentence_words & known["trade_context"])
    if single in known["machine_first"] and not human and not _by_hand(tokens, head):
        return True
    if single in ("manager", "owner", "executive") and "account" in modifiers:
        return False
    if modifiers & known["tech_modifiers"] or sentence_words & known["machine_context"]:
        return True
    if single == "pilot" and sentence_words & known["pilot_context"] and not human:
        return True
    return single == "driver" and bool(sentence_words & known["driver_context"]) and not human
