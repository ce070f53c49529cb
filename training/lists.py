"""The labelled lists as teacher and student see them: read, put in batches, and used to measure."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import batched
from pathlib import Path
from typing import NamedTuple

from postmortems.language.agents import People
from postmortems.language.learn import listed
from postmortems.language.reading import read
from postmortems.language.tokens import sentences
from postmortems.language.traits import parts_of, words_of

LABELS = ("ok", "blame", "coach")  # in the order of the three figures that teacher and network give
BLAME = LABELS.index("blame")
_ALIKE = 30  # so many batches are filled from texts put in order of their length: fewer empty places, still mixed
_JUST = 0.01  # the share of honest texts that may be refused where the worth of a list is told


class Labelled(NamedTuple):
    """A text of a list, and what it is: a place in ``LABELS``."""

    group: str
    label: int
    text: str


def labelled(paths: list[Path], without: frozenset[str] = frozenset()) -> list[Labelled]:
    """The texts of the files, as ``postmortems.language.learn`` reads them, but none of those kept aside."""
    rows = [Labelled(path.stem, LABELS.index(label), text) for path in paths for _, label, text in listed(path)]
    return [row for row in rows if row.text not in without]


def words_and_parts(text: str) -> list[tuple[list[str], list[int]]]:
    """Each sentence of a text as the guard hands it to the network."""
    read_ones = [read(tokens, People(frozenset(), frozenset()))[0] for tokens in sentences(text)]
    return [(words_of(sentence), parts_of(sentence)) for sentence in read_ones if sentence.tokens]


def batches(lengths: list[int], size: int, order: random.Random | None = None) -> Iterator[list[int]]:
    """The places of texts in batches of a like length, mixed by ``order``; without one, from the shortest on."""
    places = list(range(len(lengths)))
    if order is None:
        yield from (list(batch) for batch in batched(sorted(places, key=lengths.__getitem__), size))
        return
    order.shuffle(places)
    near = [sorted(some, key=lengths.__getitem__) for some in batched(places, size * _ALIKE)]
    mixed = [list(batch) for some in near for batch in batched(some, size)]
    order.shuffle(mixed)
    yield from mixed


def told(rows: list[Labelled], judge: Callable[[list[str]], list[float]]) -> Iterator[str]:
    """One line a list: how often a text that blames is given more than an honest one, and how many are refused where
    one honest text in a hundred is. ``judge`` gives the log-odds of blame.
    """
    found = list(zip(rows, judge([row.text for row in rows]), strict=True))
    for group in [*sorted({row.group for row in rows}), ""]:
        here = [(row.label, odds) for row, odds in found if group in ("", row.group)]
        blaming = [odds for label, odds in here if label == BLAME]
        honest = sorted((odds for label, odds in here if label == LABELS.index("ok")), reverse=True)
        if blaming and honest:
            limit = honest[int(len(honest) * _JUST)]
            refused = sum(odds > limit for odds in blaming) / len(blaming)
            area = _more(blaming, honest)
            of = f"{group or 'together':28} blame {len(blaming):4} honest {len(honest):4}"
            yield f"{of} area {area:.3f} refused {refused:.2f}"


def _more(blaming: list[float], honest: list[float]) -> float:
    """The area under the curve: the share of pairs in which the blaming text is given more."""
    ranked = sorted([(odds, 1) for odds in blaming] + [(odds, 0) for odds in honest])
    ranks = sum(place for place, (_, blames) in enumerate(ranked) if blames)
    return (ranks - len(blaming) * (len(blaming) - 1) / 2) / (len(blaming) * len(honest))
