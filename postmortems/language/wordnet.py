"""``python -m postmortems.language.wordnet /usr/share/wordnet``: write ``data/kinds.txt`` from WordNet 3.0.

The folder is that of Debian's package ``wordnet-base``. A noun is told by its most frequent sense; ``by_hand.txt``
holds what is left out of that, and what is put in.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from postmortems.language.words import listed

_WORD = re.compile(r"[a-z]{3,13}$")
_FILES = [
    "adj",
    "adjpert",
    "adv",
    "tops",
    "act",
    "animal",
    "artifact",
    "attribute",
    "body",
    "cognition",
    "communication",
    "event",
    "feeling",
    "food",
    "group",
    "location",
    "motive",
    "object",
    "person",
    "phenomenon",
    "plant",
    "possession",
    "process",
    "quantity",
    "relation",
    "shape",
    "state",
    "substance",
    "time",
]  # WordNet's own numbers of its noun files, in order (lexnames(5WN))
_KINDS = {
    "persons": ("person",),
    "human": ("body", "feeling", "motive", "time"),
    "loose": (
        "act", "attribute", "cognition", "communication", "event", "group", "location", "phenomenon", "possession",
        "process", "quantity", "relation", "shape", "state", "tops",
    ),
}  # fmt: skip
_COUNTED = ("loose", "nounless")  # only as met in WordNet's counted texts
_OTHERS = {"verb": "2", "adj": "35", "adv": "4"}  # a file and the numbers its senses have in the counts


def gathered(folder: Path) -> dict[str, set[str]]:
    """The words of each kind."""
    first, counts = _first_senses(folder), _counts(folder)
    kinds = {
        name: {word for word, sense in first.items() if sense in senses and (name not in _COUNTED or counts[word, "1"])}
        for name, senses in _KINDS.items()
    }
    mixed = {word for word in kinds["persons"] if _more_often_else(word, counts)}
    kinds["human"] |= mixed
    kinds["persons"] -= mixed
    kinds["nounless"] = {
        word
        for kind, digits in _OTHERS.items()
        for word in _lemmas(folder, kind)
        if word not in first and any(counts[word, digit] for digit in digits)
    }
    by_hand, unkind = listed("by_hand.txt"), _slurs(folder) | _called_names(folder)
    return {name: words - by_hand["out"] - unkind | by_hand.get(name, frozenset()) for name, words in kinds.items()}


def _more_often_else(word: str, counts: Counter[tuple[str, str]]) -> bool:
    """ "Second", "have", "prior": met less often as a noun than as something else."""
    return max(counts[word, digit] for digit in "2345") > counts[word, "1"]


def _slurs(folder: Path) -> set[str]:
    """What no file of ours has to hold: every word for a sense that is told as a slur."""
    rows = (line.split(" | ") for line in _lines(folder, "data.noun") if _SLUR.search(line))
    return {word for senses, _ in rows for word in senses.split() if _WORD.match(word)}


_SLUR = re.compile(
    r"offensive|obscen|disparag|derogat|prostitut|promiscu|homosexual|copulat|slattern| ;u 0671(7170|8862)"
)


def _called_names(folder: Path) -> set[str]:
    """What people are called rather than what they are or do: every word for a sense below one of `_NAME_CALLING`."""
    below, words = _hyponyms(folder)
    found, ahead = set(), list(_NAME_CALLING)
    while ahead:
        sense = ahead.pop()
        found.add(sense)
        ahead += below[sense] - found
    return {word for sense in found for word in words[sense]}


# Unpleasant, bad and unlucky persons, simpletons, fools, jerks, cowards, rustics, libertines, perverts, coquettes, and
# persons told by their descent, their size or their sex.
_NAME_CALLING = (
    *("09631463", "09831962", "09630641", "10599354", "09921409", "10100761", "10221040", "09614047", "10544232"),
    *("10257647", "10419047", "09965134", "09636106", "10323999", "10613505", "10398033"),
    *("10217831", "10726031", "10172080", "10066452"),
)


def _hyponyms(folder: Path) -> tuple[dict[str, set[str]], dict[str, list[str]]]:
    """A sense to the senses directly below it, and a sense to its words; senses are WordNet's offsets (wndb(5WN))."""
    below, words = defaultdict(set), {}
    for line in _lines(folder, "data.noun"):
        row = line.split(" | ")[0].split()
        pointers = 5 + 2 * int(row[3], 16)
        words[row[0]] = row[4 : pointers - 1 : 2]
        for k in range(pointers, pointers + 4 * int(row[pointers - 1]), 4):
            if row[k] in ("@", "@i"):
                below[row[k + 1]].add(row[0])
    return below, words


def _first_senses(folder: Path) -> dict[str, str]:
    """A noun in small letters to the file of its first sense."""
    rows = [line.split() for line in _lines(folder, "data.noun")]
    files = {row[0]: _FILES[int(row[1])] for row in rows}
    small = {row[k] for row in rows for k in range(4, 4 + 2 * int(row[3], 16), 2)}
    index = (line.split() for line in _lines(folder, "index.noun"))
    return {row[0]: files[row[-int(row[2])]] for row in index if _WORD.match(row[0]) and row[0] in small}


def _counts(folder: Path) -> Counter[tuple[str, str]]:
    """How often a word was met, by the number of its part of speech."""
    found: Counter[tuple[str, str]] = Counter()
    for line in _lines(folder, "cntlist.rev"):
        key, _, count = line.split()
        word, _, sense = key.partition("%")
        found[word, sense[0]] += int(count)
    return found


def _lemmas(folder: Path, kind: str) -> Iterator[str]:
    return (word for line in _lines(folder, f"index.{kind}") if _WORD.match(word := line.split()[0]))


def _lines(folder: Path, name: str) -> Iterator[str]:
    with (folder / name).open(encoding="utf-8", errors="replace") as lines:
        yield from (line for line in lines if line[0] != " ")


def main(folder: str) -> None:
    """Write the file anew, with what stands above its first line of words."""
    target = Path(__file__).with_name("data") / "kinds.txt"
    head = [line for line in target.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = [
        f"{name}: {row}"
        for name, words in gathered(Path(folder)).items()
        for row in textwrap.wrap(" ".join(sorted(words)), 140, break_on_hyphens=False, break_long_words=False)
    ]
    target.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
