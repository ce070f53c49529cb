"""Sentences that nobody has labelled, for the teacher to judge: the labelled ones in near words, and other people's."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from torch import Tensor, nn

from postmortems.language.words import classes

NEAR = 12  # how many neighbours of a word may stand in its place
SHARES = (0.1, 0.2, 0.35)  # the share of words that get another: from a small change to another story
CUT, SPOKEN, ALONE = 0.1, 0.2, 0.28  # up to these: the end is left out; no capitals, no stop; one sentence of several
_LONGEST = 250  # letters
_WORD = re.compile(r"[a-z]{3,}")
_END = re.compile(r"(?<=[.!?])\s+")
_SMALL = (
    "determiners", "prepositions", "subordinators", "conjunctions", "auxiliaries", "modals",
    "pronouns", "they", "possessives", "selves", "you", "nobody", "unnamed",
)  # classes of words that make a sentence what it is: another in their place would change what it blames  # fmt: skip
_SMALLER = ("not", "never", "very", "too", "only", "who", "what", "why", "how")


def neighbours(pieces: list[str], vectors: Tensor) -> dict[str, list[str]]:
    """The whole words among the pieces with the words whose vectors are nearest; small words have none."""
    places = [place for place, piece in enumerate(pieces) if _WORD.fullmatch(piece)]
    words, found = [pieces[place] for place in places], {}
    small = frozenset(_SMALLER).union(*(classes()[name] for name in _SMALL))
    directions = nn.functional.normalize(vectors[places], dim=1)
    for start in range(0, len(words), 512):
        near = (directions[start : start + 512] @ directions.T).topk(NEAR + 1).indices.tolist()
        for word, row in zip(words[start : start + 512], near, strict=True):
            found[word] = [words[k] for k in row if words[k] != word]
    return {word: near for word, near in found.items() if word not in small}


def varied(texts: list[str], near: dict[str, list[str]], rounds: int, order: random.Random) -> Iterator[str]:
    """Each text said otherwise ``rounds`` times; where nothing came to be changed it is left out."""
    for _ in range(rounds):
        for text in texts:
            other = _shortened(_reworded(text, near, order), order)
            if other != text:
                yield other


def _reworded(text: str, near: dict[str, list[str]], order: random.Random) -> str:
    return re.sub(r"[A-Za-z]+", partial(_another, near=near, share=order.choice(SHARES), order=order), text)


def _another(found: re.Match[str], near: dict[str, list[str]], share: float, order: random.Random) -> str:
    word = found.group()
    return order.choice(near[word]) if word in near and order.random() < share else word


def _shortened(text: str, order: random.Random) -> str:
    chance, words, parts = order.random(), text.split(), _END.split(text)
    if chance < CUT and len(words) > 6:
        return " ".join(words[: order.randint(4, len(words))])
    if CUT <= chance < SPOKEN:
        return text.lower().rstrip(".")
    if SPOKEN <= chance < ALONE:
        return order.choice(parts)
    return text


def of_wordnet(folder: Path) -> Iterator[str]:
    """WordNet's example sentences: everyday acts and people, hardly ever blame. ``folder`` holds ``data.verb`` etc."""
    for name in ("noun", "verb", "adj", "adv"):
        for said in re.findall(r'"([^"\n]{15,160})"', (folder / f"data.{name}").read_text(encoding="latin-1")):
            yield said[0].upper() + said[1:] + ("" if said[-1] in ".?!" else ".")


def of_prose(folders: list[Path]) -> Iterator[str]:
    """The sentences of documentation: what teams write about systems."""
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".rst")):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8", errors="ignore"), flags=re.DOTALL)
        for said in _END.split(re.sub(r"\s+", " ", text)):
            if 20 < len(said) < _LONGEST and re.fullmatch(r"[\w\s,.;:'\"()%/#@!?-]+", said):
                yield said
