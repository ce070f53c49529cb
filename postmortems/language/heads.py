"""The words of a noun phrase, judged one by one: does it name itself, is it a stranger's name, is it a noun at all?"""

from __future__ import annotations

from functools import lru_cache

from postmortems.language.lists import nouns
from postmortems.language.nouns import Thing
from postmortems.language.speech import verb_of
from postmortems.language.tokens import Token
from postmortems.language.words import PRODUCT_NAMES, classes

_NOUNS = nouns()
TRAILING = _NOUNS["trailing"]
ADJECTIVES = classes()["states"] | classes()["bad"] | TRAILING | _NOUNS["adjectives"]


def names_itself(words: str, kept: list[Token], first: int) -> bool:
    """Names need no article: "Vault", "BGP", "production", "disk space", "`rm -rf`", "node 7"."""
    proper = kept[0].low in PRODUCT_NAMES or (kept[0].capital and first > 0)
    massy = kept[-1].low in _MASSY or kept[-1].low.endswith(_MASSES)
    return proper or massy or kept[0].kind == "code" or "." in words or counts(kept[-1])


_MASSY = _NOUNS["bare"] | _NOUNS["massy"]
_MASSES = ("ency", "ancy", "ness", "ity", "ication", "ography")  # "idempotency", "two-factor authentication"


def strange(token: Token, first: int) -> bool:
    """A single capitalised word no list holds may be somebody's name."""
    known = token.low in PRODUCT_NAMES or token.low in _NOUNS["uncountable"] or token.low in _NOUNS["bare"]
    return token.kind == "word" and token.capital and first > 0 and not token.camel and not known


def counts(token: Token) -> bool:
    """ "7" in "node 7", "B" in "line B"."""
    return token.kind == "number" or (len(token.low) == 1 and token.capital)


@lru_cache(maxsize=16384)
def doubtful(head: str) -> bool:
    """One word without an article that may be no noun at all."""
    if head in _NOUNS["ing_nouns"] & _NOUNS["uncountable"]:
        return False  # "enabled logging"
    verb = verb_of(head)
    return (
        head.endswith(("ly", "ed")) or (head.endswith("ing") and head not in _NOUNS["ing_nouns"])
        or head in classes()["bare_verbs"] or (verb is not None and not verb[1] & {"base"}) or len(head) < 3
        or head in ADJECTIVES
    )  # fmt: skip


@lru_cache(maxsize=16384)
def no_noun(low: str) -> bool:
    """ "the observed", "the typographical"."""
    verb = verb_of(low)
    return low.endswith(("ical", "ious", "ful")) or (low.endswith("ed") and verb is not None and "base" not in verb[1])


def names_it(thing: Thing, more: Thing) -> bool:
    """ "the recipe for bread", not "the wrong profile for the third time"."""
    short = len(thing.bare.split()) == 1 and len(more.bare.split()) <= 2
    return short and " of " not in more.bare and more.head not in _NOUNS["times"]
