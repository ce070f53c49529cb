"""Conduct in everyday words: "shipped garbage", "has no idea how", "clicked through every warning", "did nothing"."""

from __future__ import annotations

from itertools import pairwise

from postmortems.language.deed import Deed
from postmortems.language.speech import small
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Judgement = tuple[str, Level]
_RUBBISH, _LACKING = classes()["rubbish"], classes()["lacking"]
_HEEDLESS, _PROMPTS = classes()["heedless"], classes()["prompts"]


def rubbish(deed: Deed) -> bool:
    """ "shipped garbage": the verb may be any that makes or sends; a garbage collector and a trash rack are things."""
    words = [*deed.words[:4], ""]
    return any(a in _RUBBISH and (not b.isalpha() or small(b)) for a, b in pairwise(words))


def without_sense(deed: Deed) -> Judgement | None:
    """ "has no business touching it", "has no idea how it works"; "had no idea that ..." is a condition to look at."""
    if deed.clause.lemma != "have" or deed.words[:1] != ["no"]:
        return None
    what, after = [*deed.words[1:3], "", ""][:2]
    if what in _LACKING:
        return ("verdict", Level.BLAME)
    return ("mind", Level.BLAME if after in ("how", "of") else Level.COACH) if what == "idea" else None


def absent(deed: Deed) -> bool:
    """ "fell asleep", "was on their phone", "was daydreaming"; a reason beside it opens the second story."""
    if deed.clause.lemma == "fall":
        return deed.tail[:1] == ["asleep"]
    if deed.clause.lemma == "be":
        return deed.tail[:1] == ["on"] and deed.tail[1:2] in _OWN and deed.tail[2:3] in (["phone"], ["phones"])
    return deed.clause.lemma in ("daydream", "doze", "nap")


_OWN = (["his"], ["her"], ["their"], ["my"])


def lost_nerve(deed: Deed) -> bool:
    """ "panicked", "lost her head": a mind read from outside."""
    if deed.clause.lemma == "freeze":
        return deed.tail[:1] in ([], ["."], ["when"], ["completely"])
    if deed.clause.lemma == "lose":
        return any(word in ("head", "heads", "nerve", "cool") for word in deed.tail[1:2])
    return deed.clause.lemma == "panic"


_NO_REPROACH = frozenset({"wrong", "unusual", "but", "else", "that", "to", "out", "special", "different"})


def heedless(deed: Deed) -> bool:
    """ "clicked through every warning", "saw it and did nothing", "deployed anyway"."""
    clause, words = deed.clause, [*deed.words[:2], "", ""]
    if clause.lemma == "do" or (clause.lemma == "have" and words[0] == "nothing"):
        return words[0] == "nothing" and words[1] not in _NO_REPROACH
    if clause.lemma in ("click", "scroll", "skim", "blow", "breeze", "race"):
        return words[0] in _HEEDLESS and bool(deed.said & _PROMPTS)
    return "anyway" in deed.said and clause.lemma not in ("be", "have", "plan", "need")


def self_serving(deed: Deed) -> bool:
    """ "wanted to go on break", "prefers long lunches", "considered a lunch more urgent"."""
    return deed.clause.lemma in _WANTING and not deed.clause.negated and not _LEISURE.isdisjoint(deed.tail[:6])


_WANTING, _LEISURE = classes()["wanting"], classes()["leisure"]
