"""Verdicts that a sentence turns down: "Leila made no mistake", "he was neither lazy nor late", "she did not panic"."""

from __future__ import annotations

from itertools import pairwise

from postmortems.language.agents import INDIVIDUAL
from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.speech import verb_of
from postmortems.language.words import classes, verb_classes

_KNOWN = classes()
_HARD = (
    _KNOWN["verdicts"] | _KNOWN["failing_nouns"] | _KNOWN["person_failings"] | _KNOWN["guilt"] | _KNOWN["verdict_nouns"]
)
_NONE = _KNOWN["denying"]
_TAKEN_BACK = _KNOWN["taking_back"]  # "nobody blames her, she simply did not look"
_STRESSING = _KNOWN["stressing"]  # "no excuse for the carelessness"
_RUMOURS, _UNTRUE = _KNOWN["rumours"], _KNOWN["untrue"]
_REACH = 7  # words from the denying one to what it denies
_FAILING = frozenset({"fail", "slip", "strong", "distract"})


def denials(parser: Parser) -> list[tuple[int, int]]:
    """The stretches between commas in which a verdict on somebody is denied, as token spans in order."""
    words = parser.lows
    if not _TAKEN_BACK.isdisjoint(words):
        return []
    if not _RUMOURS.isdisjoint(words) and (not _UNTRUE.isdisjoint(words) or ("not", "true") in pairwise(words)):
        return [(0, len(words))]
    denying = [i for i, word in enumerate(words) if word in _NONE and _denies(words, i)]
    denying += [clause.verb for clause in parser.clauses if clause.negated and _of_failing(clause)]
    denying += [i for i, word in enumerate(words) if word in ("nothing", "not") and _clears(words, i)]
    return sorted({_stretch(words, i) for i in denying})


def _denies(words: list[str], i: int) -> bool:
    """Does the denying word ``i`` reach a verdict or a failing, with nothing that makes it stronger between?"""
    for k in range(i + 1, min(i + 1 + _REACH, len(words))):
        word = words[k]
        if word in _STRESSING or word in _MARKS or word in _REASONS or _is_duty(word):
            return False
        if word in _HARD:
            return not _names_a_thing(words, k)
    return False


def _clears(words: list[str], i: int) -> bool:
    """ "was not to blame", "is not at fault", "did nothing wrong"."""
    return words[i : i + 2] == ["nothing", "wrong"] or words[i : i + 3] in (
        ["not", "to", "blame"],
        ["not", "at", "fault"],
    )


def _is_duty(word: str) -> bool:
    """ "did not read the error": what is denied is the reading."""
    verb = verb_of(word)
    return verb is not None and "base" in verb[1] and "watch" in verb_classes().get(verb[0], ())


def _names_a_thing(words: list[str], k: int) -> bool:
    """ "did not look at the error logs", "read no failure report": the failing is only part of a thing's name."""
    return words[k] in _KNOWN["failing_nouns"] and k + 1 < len(words) and words[k + 1] in _THINGS


_THINGS = classes()["named_by_failings"]


def _of_failing(clause: Clause) -> bool:
    """ "did not forget", "didn't panic": a failing that somebody is said to be free of."""
    if clause.actor not in INDIVIDUAL or clause.modal:
        return False
    kinds = verb_classes().get(clause.lemma, frozenset())
    return not _FAILING.isdisjoint(kinds) or clause.lemma in _KNOWN["nerves"]


_MARKS = frozenset(",;:.–—")
_REASONS = frozenset({"because", "since", "when", "while", "as", "if", "until", "after", "before", "for"})


def _stretch(words: list[str], i: int) -> tuple[int, int]:
    """The words around ``i`` up to the next mark on either side."""
    start = next((k + 1 for k in range(i - 1, -1, -1) if words[k] in _MARKS), 0)
    return start, next((k for k in range(i + 1, len(words)) if words[k] in _MARKS), len(words))
