"""Parts of speech by word: which words only build sentences, and which can be verbs."""

from __future__ import annotations

from functools import lru_cache

from postmortems.language.tokens import Token
from postmortems.language.words import classes, verb_forms

NOT_VERBS = classes()["not_verbs"]
NEGATORS = classes()["negators"]
DO = classes()["do_forms"]
BE = classes()["be_forms"]
HAVE = classes()["have_forms"]
BASE = frozenset({"base"})
_PREFIXES = ("re-", "double-", "mis-", "re")


@lru_cache(maxsize=8192)
def verb_of(low: str) -> tuple[str, frozenset[str]] | None:
    """Lemma and possible forms of a word that can be a verb, known or by its ending."""
    known = verb_forms().get(low)
    if known or low in NOT_VERBS:
        return known
    for prefix in _PREFIXES if low.startswith(_PREFIXES) else ():
        if low.startswith(prefix) and (inner := verb_forms().get(low[len(prefix) :])) and len(inner[0]) > 2:
            return (prefix + inner[0], inner[1])
    if len(low) > 4 and low.endswith("ed") and not low.endswith(_NO_PAST):
        return (low[:-3] + "y" if low.endswith("ied") else low[:-2], _ED)
    return (low[:-3], _ING) if len(low) > 5 and low.endswith("ing") else None


_NO_PAST = ("speed", "feed", "seed", "weed", "breed")  # "airspeed", "newsfeed"
_ED = frozenset({"past", "part"})
_ING = frozenset({"ing"})


def _function_words() -> dict[str, str]:
    order = (
        ("determiners", "D"),
        ("adverbs", "V"),
        ("manner", "V"),
        ("prepositions", "P"),
        ("subordinators", "S"),
        ("conjunctions", "C"),
        ("auxiliaries", "A"),
        ("modals", "M"),
    )
    codes = {word: code for name, code in order for word in classes()[name]}
    codes |= {
        "not": "N",
        "never": "N",
        "n't": "N",
        "who": "W",
        "that": "S",
        "one": "D",
        "hardly": "N",
        "barely": "N",
        "scarcely": "N",
        "rarely": "N",
        "seldom": "N",
    }
    codes |= dict.fromkeys(classes()["nouns_in_ly"], "")
    codes |= dict.fromkeys(("please", "pls", "plz"), ".")
    codes |= dict.fromkeys(("after", "before", "until", "since", "as", "to", "than", "like"), "P")
    return codes


_CODES = _function_words()


def code_of(token: Token) -> str:
    """One letter for the part a word plays: D, V, P, S, C, A, M, N, W, "." for marks, "" for an open-class word."""
    if token.kind != "word":
        return "." if token.kind == "punct" else ""
    if not token.capital:
        return small(token.low)
    code = _CODES.get(token.low, "")
    return "" if code in ("A", "M") and token.start and token.low in ("will", "may") else code


@lru_cache(maxsize=16384)
def small(low: str) -> str:
    """The same for a word in small letters."""
    code = _CODES.get(low, "")
    adverb = low not in _CODES and low.endswith("ly") and len(low) > 4 and low not in verb_forms()
    return "V" if adverb else code
