"""Conduct in everyday words: "shipped garbage", "has no idea how", "clicked through every warning", "did nothing"."""

from __future__ import annotations

from itertools import pairwise

from postmortems.language.scene import Scene
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Judgement = tuple[str, Level]
_RUBBISH, _LACKING = classes()["rubbish"], classes()["lacking"]
_HEEDLESS, _PROMPTS = classes()["heedless"], classes()["prompts"]


def rubbish(scene: Scene) -> bool:
    """ "shipped garbage": the verb may be any that makes or sends; a garbage collector is a machine's."""
    words = [*scene.words[:4], ""]
    return any(a in _RUBBISH and not b.startswith("collect") for a, b in pairwise(words))


def without_sense(scene: Scene) -> Judgement | None:
    """ "has no business touching it", "has no idea how it works"; "had no idea that ..." is a condition to look at."""
    if scene.clause.lemma != "have" or scene.words[:1] != ["no"]:
        return None
    what, after = [*scene.words[1:3], "", ""][:2]
    if what in _LACKING:
        return ("verdict", Level.BLAME)
    return ("mind", Level.BLAME if after in ("how", "of") else Level.COACH) if what == "idea" else None


def absent(scene: Scene) -> bool:
    """ "fell asleep", "was on their phone", "was daydreaming"; a reason beside it opens the second story."""
    if "because" in scene.parser.words:
        return False
    if scene.clause.lemma == "fall":
        return scene.tail[:1] == ["asleep"]
    if scene.clause.lemma == "be":
        return scene.tail[:1] == ["on"] and scene.tail[1:2] in _OWN and scene.tail[2:3] in (["phone"], ["phones"])
    return scene.clause.lemma in ("daydream", "doze", "nap")


_OWN = (["his"], ["her"], ["their"], ["my"])


def lost_nerve(scene: Scene) -> bool:
    """ "panicked", "lost her head": a mind read from outside."""
    if scene.clause.lemma == "lose":
        return any(word in ("head", "heads", "nerve", "cool") for word in scene.tail[1:2])
    return scene.clause.lemma == "panic"


def heedless(scene: Scene) -> bool:
    """ "clicked through every warning", "saw it and did nothing", "deployed anyway"."""
    clause, words = scene.clause, [*scene.words[:2], "", ""]
    if clause.lemma == "do" or (clause.lemma == "have" and words[0] == "nothing"):
        return words[0] == "nothing" and words[1] not in ("wrong", "unusual", "but", "else", "that", "to")
    if clause.lemma in ("click", "scroll", "skim", "blow", "breeze", "race"):
        return words[0] in _HEEDLESS and bool(scene.said & _PROMPTS)
    return "anyway" in scene.said and clause.lemma not in ("be", "have", "plan", "need")
