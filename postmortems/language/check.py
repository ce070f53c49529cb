"""The one entry point of the guard."""

from __future__ import annotations

import re
from collections.abc import Iterable

from postmortems.language.verdict import Finding, Level, Verdict
from postmortems.language.words import Lexicon

_FIRST = re.compile(
    r"\b(?:human error|carelessness|operator error|forgot|ignored|should have|didn't bother|failed to)\b", re.I
)


def check(
    text: str, *, people: Iterable[str] = (), products: Iterable[str] = (), lexicon: Lexicon | None = None
) -> Verdict:
    """Say whether ``text`` puts the cause in a person.

    ``people`` are names and handles known to be persons, ``products`` names known to be software. The answer depends
    on the arguments alone.
    """
    found = tuple(
        Finding(
            m.start(),
            m.end(),
            "person",
            Level.BLAME,
            f"*{m.group()}* ends the story early: the next person meets the same screen.",
            "What would have made the other outcome the easy one?",
            None,
        )
        for m in _FIRST.finditer(text)
    )
    return Verdict(Level.BLAME if found else Level.OK, found)
