"""Forms of a verb that a sentence of ours needs: "checked", "checking", "check"."""

from __future__ import annotations

from functools import cache, lru_cache

from postmortems.language.speech import BE, HAVE, verb_of
from postmortems.language.words import lines, participle, verb_forms


@lru_cache(maxsize=16384)
def lemma_of(low: str) -> str:
    """The base form of a word that stands as a verb."""
    if low in BE or low in ("'m", "'re", "'s"):
        return "be"
    if low in HAVE or low in ("'d", "'ve"):
        return "have"
    found = verb_of(low)
    known = found[0] if found else low
    return _repaired(low, known) if found and known not in _lemmas() else known


def _repaired(low: str, stem: str) -> str:
    """ "truncat" to "truncate", "applyi" to "apply": a base form guessed from the ending that was cut off."""
    if low.endswith("ied"):
        return stem[:-1] + "y"
    if stem.endswith("ll") and stem[:-1] in _lemmas() | extra().keys():
        return stem[:-1]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnpt":
        return stem[:-1]
    return stem + "e" if stem.endswith(_SILENT) else stem


_SILENT = ("at", "iz", "is", "uc", "ur", "dg", "ang", "iv", "as", "ov", "ut", "in", "id", "ib", "ag", "uid", "bl", "pl")


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(lemma for lemma, _ in verb_forms().values())


@lru_cache(maxsize=16384)
def done(low: str) -> str:
    """The participle: as typed where it is one, else of the verb it belongs to."""
    lemma = lemma_of(low)
    known = extra().get(lemma, ("", ""))[1] or participle(lemma)
    if known:
        return known
    if low.endswith("ed"):
        return low
    return _ending(lemma, "ed")


@lru_cache(maxsize=16384)
def doing(low: str) -> str:
    """The "-ing" form."""
    lemma = lemma_of(low)
    known = extra().get(lemma, ("", "", ""))[2] or _ings().get(lemma)
    if known:
        return known
    if low.endswith("ing"):
        return low
    return _ending(lemma, "ing")


def _ending(lemma: str, ending: str) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + ending
    if lemma.endswith("y") and ending == "ed" and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    short = len(lemma) in (3, 4) and lemma[-1] not in "aeiouwxy" and lemma[-2] in "aeiou"
    return lemma + (lemma[-1] if short and lemma[-3] not in "aeiou" else "") + ending  # "gritted"


@cache
def _ings() -> dict[str, str]:
    return {lemma: form for form, (lemma, tags) in verb_forms().items() if "ing" in tags}


@cache
def extra() -> dict[str, tuple[str, ...]]:
    """Verbs that only our own sentences need: lemma to (past, participle, ing)."""
    return {line.split()[0]: tuple(line.split()[1:]) for line in lines("forms.txt")}


@lru_cache(maxsize=16384)
def is_ing(low: str) -> bool:
    """Can this word be a verb in -ing?"""
    verb = verb_of(low)
    return verb is not None and "ing" in verb[1] and low not in ("during", "nothing", "something", "anything")


def verb_behind(noun: str) -> str:
    """The verb that a noun of doing is made from: "removal" to "remove", "use" to "use"; "" when there is none."""
    stems = (noun[: -len(end)] + put for end, puts in _MADE for put in puts if noun.endswith(end))
    return next((stem for stem in stems if stem in _lemmas()), "")


_MADE = (
    ("", ("",)), ("ation", ("", "e", "ate")), ("ion", ("", "e")), ("ment", ("",)), ("al", ("", "e")),
    ("ance", ("", "e")), ("ure", ("", "e")), ("ing", ("", "e")),
)  # fmt: skip


@lru_cache(maxsize=16384)
def can_be_base(low: str) -> bool:
    """Can this word stand after "to"?"""
    verb = verb_of(low)
    return verb is None or "base" in verb[1]
