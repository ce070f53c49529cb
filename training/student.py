"""``python -m training.student FILE... --teacher DIR``: teach the small network that the guard reads.

It learns the labels of the lists, and what the teacher says of sentences without a label (varied.py). Its first vectors
of the word pieces are the teacher's, by their principal components. What it learnt is written to
``postmortems/language/data`` (kept.py), and held against what the guard makes of it there.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from postmortems.language import network
from training.kept import agreeing, guard_odds, write
from training.lesson import held
from training.lists import BLAME, LABELS, batches, labelled, told, words_and_parts
from training.teacher import recalled
from training.varied import neighbours, of_prose, of_wordnet, varied

BATCH, ROUNDS = 64, 9
SAID, LOOKED_UP = 48, 16  # components of a piece's vector: out of what the teacher says of it, and looks it up by
SIZE, HIDDEN = 128, 128  # signs of a word, and of a sentence (decision 0058)
PARTS = 16  # room for every part that ``parts_of`` tells
RATE, RATE_OF_PIECES = 2e-3, 6e-3  # the highest of the rate, as in the teacher's lesson
UNSEEN = 0.04  # the share of words that are held back in a lesson, so that no single one decides
UNLABELLED, PROSE = 200_000, 12_000  # texts for the teacher to judge; of them sentences of documentation, at most
UNKNOWN = "<unknown>"
OWN = ("<person>", UNKNOWN)  # pieces of our own: a name, and a word of letters that no piece begins with


class Text(NamedTuple):
    """The sentences of a text, each as the numbers of its words and their parts, and the classes' probabilities."""

    sentences: list[tuple[list[int], list[int]]]
    target: list[float]


class Vocabulary:
    """Numbers of words, and the pieces of each. Word 0 is the unknown one."""

    def __init__(self, pieces: list[str]) -> None:
        self.place = {piece: place for place, piece in enumerate(pieces)}
        self.longest = max(len(piece) for piece in pieces)
        self.number = {UNKNOWN: 0}
        self.cuts = [[self.place[UNKNOWN]]]

    def of(self, word: str) -> int:
        """The number of a word, a new one if it is new."""
        if word not in self.number:
            self.number[word] = len(self.cuts)
            self.cuts.append(self.cut(word))
        return self.number[word]

    def cut(self, word: str) -> list[int]:
        """The longest pieces that the word begins and goes on with, as the guard cuts it (network.py)."""
        if word in self.place:
            return [self.place[word]]
        found, at = [], 0
        while at < len(word):
            before = "##" if at else ""
            ends = range(min(len(word), at + self.longest), at, -1)
            end = next((end for end in ends if before + word[at:end] in self.place), None)
            if end is not None:
                found.append(self.place[before + word[at:end]])
            at = end or at + 1
        return found or [self.place[UNKNOWN]]

    def table(self) -> Tensor:
        """The pieces of each word in a row, filled up with the number behind the last piece."""
        rows = [torch.tensor(cut) for cut in self.cuts]
        return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=len(self.place))

    def text(self, text: str, target: list[float]) -> Text:
        """A text as the network takes it; one without a word is a full stop."""
        found = [([self.of(word) for word in words], parts) for words, parts in words_and_parts(text)]
        return Text(found or [([self.of(".")], [0])], target)


class Student(nn.Module):
    """Three convolutions over the words of a sentence; the guard's network.py computes the same with numpy."""

    def __init__(self, vectors: Tensor) -> None:
        super().__init__()
        self.pieces = nn.Parameter(torch.cat([vectors, torch.zeros(1, vectors.shape[1])]))  # the last fills rows up
        self.parts = nn.Embedding(PARTS, SIZE)
        nn.init.normal_(self.parts.weight, std=0.1)
        self.enter = nn.Linear(vectors.shape[1], SIZE)
        self.first = _convolution("first", SIZE, 3)
        self.second = _convolution("second", SIZE, 5)
        self.third = _convolution("third", 2 * SIZE, 3)
        self.hidden = nn.Linear(4 * SIZE, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(LABELS))
        self.drop_sign, self.drop_word = nn.Dropout(0.2), nn.Dropout(0.1)

    def forward(self, cuts: Tensor, words: Tensor, parts: Tensor, there: Tensor) -> Tensor:
        """The log-probabilities of the three classes; rows are sentences, ``there`` is 0 behind their ends."""
        if self.training:
            words = words.masked_fill(torch.rand(words.shape) < UNSEEN, 0)
        kinds, which = torch.unique(words, return_inverse=True)
        means = nn.functional.embedding_bag(cuts[kinds], self.pieces, mode="mean", padding_idx=len(self.pieces) - 1)
        there = there[:, None]
        x = self.drop_word(self.enter(self.drop_word(means[which])) + self.parts(parts)).transpose(1, 2) * there
        x = (x + torch.relu(self.first(x))) * there
        x = (x + torch.relu(self.second(self.drop_word(x)))) * there
        signs = torch.relu(self.third(self.drop_word(x))) * there
        whole = torch.cat([signs.max(2).values, signs.sum(2) / (there.sum(2).sqrt() * network.SPREAD)], 1)
        return torch.log_softmax(self.out(self.drop_sign(torch.relu(self.hidden(self.drop_sign(whole))))), 1)

    def worst(self, cuts: Tensor, texts: list[Text]) -> Tensor:
        """The log-probabilities of each text's sentence that blames most."""
        sentences = [sentence for text in texts for sentence in text.sentences]
        words, parts = (
            nn.utils.rnn.pad_sequence([torch.tensor(sentence[k]) for sentence in sentences], batch_first=True)
            for k in (0, 1)
        )
        lengths = torch.tensor([len(sentence[0]) for sentence in sentences])
        there = (torch.arange(words.shape[1]) < lengths[:, None]).float()
        said = self(cuts, words, parts, there)
        parted = said.split([len(text.sentences) for text in texts])
        return torch.stack([some[some[:, BLAME].argmax()] for some in parted])


def _convolution(name: str, signs: int, width: int) -> nn.Conv1d:
    """One whose window reaches as far as the guard's does, and gives a row for each word."""
    step = network.STEPS[name]
    return nn.Conv1d(SIZE, signs, width, padding=width // 2 * step, dilation=step)


def components(vectors: Tensor, count: int) -> Tensor:
    """The vectors along their ``count`` principal directions, in a scale where their spread is one."""
    centred = vectors - vectors.mean(0)
    _, directions = torch.linalg.eigh(centred.T @ centred)  # from the least spread to the most
    found = centred @ directions[:, -count:]
    return found / found.std()


def unlabelled(
    texts: list[str], near: dict[str, list[str]], wordnet: Path | None, prose: list[Path], count: int
) -> list[str]:
    """At most ``count`` texts that are none of ``texts``: those in near words, WordNet's and documentation's."""
    order = random.Random(0)
    documented = sorted(set(of_prose(prose)))
    order.shuffle(documented)
    others = [*(of_wordnet(wordnet) if wordnet else ()), *documented[:PROSE]]
    rounds = max(1, -(-(count - len(others)) // max(1, len(texts))))
    others += varied(texts, near, rounds, order)
    known = set(texts)
    found = [text for text in dict.fromkeys(others) if text not in known]
    order.shuffle(found)
    return found[:count]


def taught(texts: list[Text], vocabulary: Vocabulary, vectors: Tensor, rounds: int = ROUNDS) -> Student:
    """A student that has seen every text so many times."""
    torch.manual_seed(1)
    order = random.Random(1)
    student, cuts = Student(vectors), vocabulary.table()
    rest = [weight for name, weight in student.named_parameters() if name != "pieces"]
    weights = [{"params": [student.pieces], "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.02}]
    moved = torch.optim.AdamW(weights)
    steps = rounds * -(-len(texts) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(moved, [RATE_OF_PIECES, RATE], steps, pct_start=0.1)
    lengths = [max(len(words) for words, _ in text.sentences) for text in texts]

    def loss(places: list[int]) -> Tensor:
        some = [texts[place] for place in places]
        return -(torch.tensor([text.target for text in some]) * student.worst(cuts, some)).sum(1).mean()

    held(student, moved, pace, rounds, lambda: batches(lengths, BATCH, order), loss, longest=2.0)
    return student


def run(arguments: list[str]) -> int:
    """Teach from the files and the teacher, write, compare, and tell how the lists kept aside are judged."""
    parser = argparse.ArgumentParser(prog="python -m training.student", description="Teach the guard's network.")
    parser.add_argument("files", nargs="+", type=Path, help="labelled lists")
    parser.add_argument("--teacher", type=Path, required=True, help="the folder that training.teacher wrote to")
    parser.add_argument("--wordnet", type=Path, help="a folder with WordNet 3.0, for its example sentences")
    parser.add_argument("--prose", nargs="*", type=Path, default=[], help="folders of documentation (.md, .rst)")
    parser.add_argument("--aside", nargs="*", type=Path, default=[], help="lists to measure by, never learnt from")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--unlabelled", type=int, default=UNLABELLED, help="texts for the teacher to judge, at most")
    options = parser.parse_args(arguments)
    aside = labelled(options.aside)
    kept_aside = frozenset(row.text for row in aside)
    rows, teacher = labelled(options.files, kept_aside), recalled(options.teacher)
    known, said, looked_up = teacher.pieces()
    near = neighbours(known, looked_up)
    others = unlabelled([row.text for row in rows], near, options.wordnet, options.prose, options.unlabelled)
    others = [text for text in others if text not in kept_aside]
    sys.stdout.write(f"{len(rows)} texts with a label, {len(others)} without\n")
    pieces = [*known, *OWN]
    vocabulary = Vocabulary(pieces)
    texts = [vocabulary.text(row.text, [float(row.label == label) for label in range(len(LABELS))]) for row in rows]
    judged = teacher.judged(others).tolist()
    texts += [vocabulary.text(text, target) for text, target in zip(others, judged, strict=True)]
    vectors = torch.cat([components(said, SAID), components(looked_up, LOOKED_UP)], 1)
    vectors = torch.cat([vectors, torch.zeros(len(OWN), vectors.shape[1])])
    student = taught(texts, vocabulary, vectors, options.rounds)
    write(student, pieces)
    sys.stdout.writelines(f"{line}\n" for line in told(aside, guard_odds))
    return 0 if agreeing(student, vocabulary, [row.text for row in rows]) else 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
