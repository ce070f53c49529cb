"""A small convolutional network that reads a sentence's words in their order, for the second opinion.

It was taught by a larger model of English (``training/``, decision 0057), so that words no list of ours holds weigh
what their neighbours do. Words are cut into pieces, longest first; a word is the mean of its pieces. Three
convolutions look at it with its neighbours; the strongest and the summed signs of the sentence give one figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Matrix = NDArray[np.float32]

_DATA = Path(__file__).with_name("data") / "network.npz"
_INSIDE = "##"  # marks a piece that goes on a word
STEPS = {"first": 1, "second": 2, "third": 1}  # how far apart the words are that each convolution looks at
APART = 4  # empty rows between two sentences: as far as the widest of these windows reaches
SPREAD = 3.0  # the summed signs are divided by the root of the length and by this, as they were when it learnt

Read = tuple[list[str], list[int]]  # the words of a sentence, and what each plays in it (traits.py)


def leans(sentences: Sequence[Read]) -> list[float]:
    """The log-odds that each sentence, which has a word at least, blames somebody."""
    if not sentences:
        return []
    net = _network()
    lengths = np.array([len(words) for words, _ in sentences])
    signs, begins = _signs(net, sentences, lengths), np.cumsum(lengths) - lengths
    strongest = np.maximum.reduceat(signs, begins, axis=0)
    summed = np.add.reduceat(signs, begins, axis=0) / (np.sqrt(lengths)[:, None] * SPREAD)
    whole = np.concatenate((strongest, summed), axis=1, dtype=np.float32)
    hidden = np.maximum(whole @ net.hidden + net.hidden_at, 0)
    fair, blaming, vague = (hidden @ net.out + net.out_at).T
    odds: list[float] = (blaming - np.logaddexp(fair, vague)).tolist()
    return odds


def _signs(net: Network, sentences: Sequence[Read], lengths: NDArray[np.int64]) -> Matrix:
    """What each word shows among its neighbours, a row for a word.

    The sentences are laid one under the other with empty rows between, as if each stood alone: one large product of
    matrices takes half the time of many small ones.
    """
    vectors = np.array([_vector(word) for words, _ in sentences for word in words])
    played = [part for _, parts in sentences for part in parts]
    inside = np.arange(len(played)) + np.repeat(np.arange(1, len(lengths) + 1) * APART, lengths)
    x = np.zeros((len(played) + (len(lengths) + 1) * APART, net.enter.shape[1]), dtype=np.float32)
    x[inside] = vectors @ net.enter + net.parts[played]
    x[inside] += net.first.near(x)[inside]
    x[inside] += net.second.near(x)[inside]
    found: Matrix = net.third.near(x)[inside]
    return found


@dataclass(frozen=True, slots=True)
class Convolution:
    """What a word shows beside its neighbours: the weights of a window of rows, one under the other, where they begin,
    and how far from each other the rows of a window are.
    """

    weights: Matrix
    at: Matrix
    step: int = 1

    def near(self, x: Matrix) -> Matrix:
        """Each row of ``x`` seen with its neighbours on both sides; beyond the ends there is nothing."""
        size = x.shape[1]
        width = len(self.weights) // size
        reach = width // 2 * self.step
        padded = np.zeros((len(x) + 2 * reach, size), dtype=np.float32)
        padded[reach : reach + len(x)] = x
        row, figure = padded.strides
        windows = as_strided(padded, (len(x), width, size), (row, row * self.step, figure), writeable=False)
        found: Matrix = np.maximum(windows.reshape(len(x), -1) @ self.weights + self.at, 0)
        return found


@lru_cache(maxsize=16384)
def _vector(word: str) -> Matrix:
    mean: Matrix = _network().pieces[_cut(word)].mean(axis=0)
    return mean


def _cut(word: str) -> list[int]:
    """The numbers of the longest pieces that a word begins and goes on with; a letter that none begins with is left
    out, and a word without any is the unknown one.
    """
    known = _pieces()
    if word in known:
        return [known[word]]
    found, at = [], 0
    while at < len(word):
        before = _INSIDE if at else ""
        ends = range(min(len(word), at + _LONGEST), at, -1)
        end = next((end for end in ends if before + word[at:end] in known), None)
        if end is not None:
            found.append(known[before + word[at:end]])
        at = end or at + 1
    return found or [known["<unknown>"]]


_LONGEST = 18  # letters of the longest piece


@cache
def _pieces() -> dict[str, int]:
    lines = Path(__file__).with_name("data").joinpath("pieces.txt").read_text(encoding="utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


@dataclass(frozen=True, slots=True)
class Network:
    """The weights as they were learnt (``training/student.py``), rows of input by columns of output."""

    pieces: Matrix  # a row for each piece of ``pieces.txt``
    parts: Matrix
    enter: Matrix
    first: Convolution
    second: Convolution
    third: Convolution
    hidden: Matrix
    hidden_at: Matrix
    out: Matrix
    out_at: Matrix


@cache
def _network() -> Network:
    """The weights from the file; the pieces' are kept there in bytes, with one scale.

    A sentence is too small a work to share: without the limit a second core spins beside the one that answers.
    """
    threadpool_limits(1, user_api="blas")
    with np.load(_DATA) as stored:
        kept = {name: stored[name].astype(np.float32) for name in stored.files}
    kept["pieces"] *= kept.pop("scale")
    first, second, third = [Convolution(kept.pop(name), kept.pop(f"{name}_at"), step) for name, step in STEPS.items()]
    return Network(first=first, second=second, third=third, **kept)
