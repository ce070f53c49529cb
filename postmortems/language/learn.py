"""``python -m postmortems.language.learn FILE...``: learn the second opinion's weights from labelled sentences.

Files are JSON lines {"id", "label", "text"} or text lines of a letter and a sentence ("B Priya forgot it."). Written
to ``data/weights.txt``. ``--unseen`` writes nothing and tells how well each list is judged by the others: the lists
are told by their ids up to the first digit or hyphen, and each has no part in what judges it.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from postmortems.language.agents import People
from postmortems.language.reading import read
from postmortems.language.tokens import sentences
from postmortems.language.traits import spelt, traits, words_of
from postmortems.language.weighing import SCALE, heard

ROUNDS, RATE, DECAY, RARE, SMALL = 10, 0.1, 2e-3, 2, 3  # SMALL in hundredths: lighter weights are left out
_LETTERS = {"B": "blame", "O": "ok", "C": "coach"}
_DOERS = ("Priya", "The engineer", "He", "The night operator", "Someone", "Tomas", "The nurse", "She")


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text: its list, whether it blames, and what its sentences show; a trait of two words counts twice."""

    group: str
    label: str
    shown: tuple[str, ...]


def examples(paths: list[Path]) -> Iterator[Example]:
    """The texts of the files with what they show."""
    for path in paths:
        for group, label, text in listed(path):
            traits_shown: set[str] = set()
            words: set[str] = set()
            for tokens in sentences(text):
                sentence, met = read(tokens, _NOBODY)
                said = words_of(sentence)
                traits_shown |= traits(sentence, said) | heard(met)
                words.update(said)
            yield Example(
                group, label, (*sorted(traits_shown), *(trait for word in sorted(words) for trait in spelt(word)))
            )


_NOBODY = People(frozenset(), frozenset())


def listed(path: Path) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if path.suffix == ".jsonl":
            row = json.loads(line)
            yield path.stem + re.split(r"[\d-]", str(row["id"]))[0], row["label"], row["text"]
        elif line[:1] in _LETTERS and line[1:2] == " ":
            text = line[2:] if path.stem != "predicates" else f"{_DOERS[number % len(_DOERS)]} {line[2:]}."
            yield path.stem, _LETTERS[line[0]], text


def learn(known: list[Example]) -> dict[str, float]:
    """Logistic regression by stochastic gradient (AdaGrad), the same on every machine."""
    seen = Counter(trait for example in known for trait in set(example.shown))
    place = {trait: k for k, trait in enumerate(["", *sorted(t for t, n in seen.items() if n >= RARE)])}
    rows = [([place[t] for t in e.shown if t in place], e.label == "blame") for e in known]
    weight, moved = [0.0] * len(place), [1.0] * len(place)
    order = random.Random(1)  # noqa: S311 - the order of learning, the same each time
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for shown, blames in rows:
            _step(weight, moved, shown, blames)
    return {trait: weight[k] for trait, k in place.items()}


def _step(weight: list[float], moved: list[float], shown: list[int], blames: bool) -> None:
    share = SCALE / math.sqrt(len(shown)) if shown else 0.0
    said = weight[0] + sum([weight[k] for k in shown]) * share
    error = 1 / (1 + math.exp(-max(-30.0, min(30.0, said)))) - blames
    for k in shown:
        slope = error * share + DECAY * weight[k]
        moved[k] += slope * slope
        weight[k] -= RATE * slope / math.sqrt(moved[k])
    moved[0] += error * error
    weight[0] -= RATE * error / math.sqrt(moved[0])


def judged(example: Example, weight: dict[str, float]) -> float:
    """The log-odds of an example by these weights."""
    found = [weight[trait] for trait in example.shown if trait in weight]
    return weight[""] + (sum(found) * SCALE / math.sqrt(len(found)) if found else 0.0)


def unseen(known: list[Example]) -> Iterator[tuple[Example, float]]:
    """Each example with its score by what was learnt from the other lists."""
    groups = sorted({example.group for example in known})
    for part in range(_PARTS):
        left = set(groups[part::_PARTS])
        weight = learn([example for example in known if example.group not in left])
        yield from ((e, judged(e, weight)) for e in known if e.group in left)


_PARTS = 6
_LIKELY, _POSSIBLE, _PLAIN = 1.8, 0.2, -0.5  # log-odds at which lists are compared


def told(scores: list[tuple[Example, float]]) -> Iterator[str]:
    """One line a list: how far the traits alone, learnt from other lists, tell its sentences apart."""
    for group in sorted({example.group for example, _ in scores}):
        blame = [s for e, s in scores if e.group == group and e.label == "blame"]
        fair = [s for e, s in scores if e.group == group and e.label == "ok"]
        yield (
            f"{group:20} blame {len(blame):4} likely {_share(blame, _LIKELY):.2f}"
            f" possible {_share(blame, _POSSIBLE):.2f}   honest {len(fair):4} likely {_share(fair, _LIKELY):.3f}"
            f" possible {_share(fair, _POSSIBLE):.3f} plain {1 - _share(fair, _PLAIN):.2f}"
        )


def _share(scores: list[float], above: float) -> float:
    return sum(said > above for said in scores) / len(scores) if scores else math.nan


def run(arguments: list[str]) -> int:
    """Learn from the files, and write or tell."""
    parser = argparse.ArgumentParser(prog="python -m postmortems.language.learn", description="Learn the weights.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--unseen", action="store_true", help="tell how well each list is judged by the others")
    options = parser.parse_args(arguments)
    known = list(examples(options.files))
    if options.unseen:
        sys.stdout.writelines(f"{line}\n" for line in told(list(unseen(known))))
        return 0
    rounded = {trait: round(weight * 100) for trait, weight in learn(known).items()}
    kept = sorted((trait, weight) for trait, weight in rounded.items() if abs(weight) >= SMALL or not trait)
    head = "# Learnt, not written: hundredths of log-odds and a trait (traits.py). See learn.py for the command."
    target = Path(__file__).with_name("data") / "weights.txt"
    target.write_text("\n".join([head, *(f"{weight}\t{trait}" for trait, weight in kept)]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
