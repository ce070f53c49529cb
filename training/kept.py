"""The student as the guard keeps it: half the precision, pieces in bytes; and whether the guard reads it rightly."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from postmortems.language import network
from training.lists import BLAME, words_and_parts

if TYPE_CHECKING:
    from training.student import Student, Vocabulary

_DATA = Path(network.__file__).with_name("data")
_BEYOND = 1e-4  # the share of the pieces' figures that lie beyond the largest byte: a finer scale for all the others
COMPARED = 500
APART = 0.1  # in log-odds, on average: more than rounding does (0.02 on a trial of 7,500 texts)


def write(student: Student, pieces: list[str]) -> None:
    """Write ``network.npz`` and ``pieces.txt``. Matrices are rows of input by columns of output; those of a convolution
    have the rows of its window one under the other.
    """
    vectors = student.pieces.detach()[:-1].numpy()
    scale = np.float32(np.quantile(np.abs(vectors), 1 - _BEYOND) / 127)
    fine = {
        "parts": student.parts.weight + student.enter.bias,
        "enter": student.enter.weight.T,
        **_layer("first", student.first),
        **_layer("second", student.second),
        **_layer("third", student.third),
        **_layer("hidden", student.hidden),
        **_layer("out", student.out),
    }
    np.savez_compressed(
        _DATA / "network.npz",
        pieces=np.clip(np.round(vectors / scale), -127, 127).astype(np.int8),
        scale=scale,
        **{name: matrix.detach().numpy().astype(np.float16) for name, matrix in fine.items()},
    )
    (_DATA / "pieces.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")


def _layer(name: str, layer: nn.Linear | nn.Conv1d) -> dict[str, Tensor]:
    """The weights of a layer and where they begin: torch has columns of input, and the window last."""
    weights = layer.weight
    rows = weights.T if weights.dim() == 2 else weights.permute(2, 1, 0).flatten(0, 1)
    return {name: rows, f"{name}_at": layer.bias}


def guard_odds(texts: list[str]) -> list[float]:
    """The log-odds of blame of each text's worst sentence, as the guard computes them from what is written."""
    return [max(network.leans(words_and_parts(text)), default=-math.inf) for text in texts]


@torch.no_grad()
def agreeing(student: Student, vocabulary: Vocabulary, texts: list[str]) -> bool:
    """Whether torch and the guard say the same of some of the texts' sentences; told in a line."""
    sentences = [sentence for text in texts for sentence in words_and_parts(text)]
    sentences = random.Random(0).sample(sentences, min(COMPARED, len(sentences)))
    cuts = vocabulary.table()
    apart = []
    for words, parts in sentences:
        numbers = torch.tensor([[vocabulary.of(word) for word in words]])
        said = student(cuts, numbers, torch.tensor([parts]), torch.ones(1, len(words)))
        (told_by_guard,) = network.leans([(words, parts)])
        apart.append(abs(torch.logit(said[0, BLAME].double().exp(), eps=1e-12).item() - told_by_guard))
    mean = sum(apart) / len(apart)
    told = f"{mean:.3f} apart on average, {max(apart):.3f} at most"
    sys.stdout.write(f"torch and the guard on {len(apart)} sentences: {told}\n")
    return mean < APART
