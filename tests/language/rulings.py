"""Many sentences under one test: every one that is not answered as it should be is told."""

from collections.abc import Iterable

from postmortems.language import check


def misses(rulings: Iterable[tuple[str, str]]) -> list[str]:
    """ "blame, not ok: ..." for each (level, text) that gets another level."""
    found = [(level, str(check(text).level), text) for level, text in rulings]
    return [f"{level}, not {answer}: {text}" for level, answer, text in found if answer != level]
