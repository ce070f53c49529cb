"""What the head of a noun phrase names: a thing to build on, somebody, something loose, or no noun at all."""

from __future__ import annotations

from functools import cache, lru_cache

from postmortems.language.lists import nouns
from postmortems.language.tokens import Token
from postmortems.language.words import classes, listed, verb_forms

_ABSTRACT = ("ness", "ship", "hood", "ism", "itude", "ance", "ence")


def unfit(head: Token) -> bool:
    """No thing at all: people, parts of them, what they feel, times, and words that are no nouns."""
    if head.kind != "word" or head.camel or head.low in _known():
        return False
    return _human(head.low) or _among("nounless", head.low)


def firm(head: str) -> bool:
    """A head that the lists of things hold: a signal, a procedure, an event, a piece of software."""
    return head in _known()


@lru_cache(maxsize=16384)
def sound(head: str) -> bool:
    """Firm enough to be what a sentence is about though nothing in the text was done to it."""
    if head in _known():
        return True
    return not (_among("loose", head) or head.endswith(_ABSTRACT) or _human(head) or _merely_verb(head))


def _human(head: str) -> bool:
    return _among("human", head) or _among("persons", head)


def _merely_verb(head: str) -> bool:
    verb = verb_forms().get(head)
    return verb is not None and not verb[1] & {"base", "s"}


@lru_cache(maxsize=16384)
def _among(kind: str, low: str) -> bool:
    found = _kinds()[kind]
    if low in found:
        return True
    return any(low.endswith(end) and low[: len(low) - cut] + put in found for end, cut, put in _PLURALS)


_PLURALS = (  # an ending, how much of it is the plural's, and what stands there in the singular
    ("s", 1, ""), ("ies", 3, "y"), ("men", 3, "man"),
    ("ses", 2, ""), ("xes", 2, ""), ("zes", 2, ""), ("ches", 2, ""), ("shes", 2, ""), ("oes", 2, ""),
)  # fmt: skip


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return listed("kinds.txt")


@cache
def _known() -> frozenset[str]:
    """Heads that the lists of things hold, whatever else they can mean."""
    firm = frozenset().union(*(words for name, words in nouns().items() if name in _FIRM))
    return firm | classes()["software"]


_FIRM = (
    "uncountable", "bare", "values", "signals", "checks", "procedures", "dated", "defects", "events",
    "machines", "renewals", "massy", "ing_nouns",
)  # fmt: skip
