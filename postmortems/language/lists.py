"""Word classes of one data file, for what only our own sentences need."""

from __future__ import annotations

from functools import cache

from postmortems.language.words import lines


@cache
def word_classes(file: str) -> dict[str, frozenset[str]]:
    """Every class of ``file`` ("name: words") by its name."""
    pairs = (line.partition(":") for line in lines(file))
    return {name: frozenset(words.split()) for name, _, words in pairs}


def nouns() -> dict[str, frozenset[str]]:
    """Kinds of things, for reading them."""
    return word_classes("nouns.txt")


def complements() -> dict[str, frozenset[str]]:
    """How verbs take what follows them."""
    return word_classes("complements.txt")


@cache
def judging_words() -> frozenset[str]:
    """Every word that judges, whatever it opens."""
    return frozenset().union(*word_classes("labels.txt").values())
