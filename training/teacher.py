"""``python -m training.teacher FILE... --model DIR --to DIR``: show a model of English what blames; the small one
learns from it.

The model is a folder as ``transformers`` reads it; ours was all-mpnet-base-v2 (README.md). What it is after the lesson
is written to ``--to`` in the same form, with its head beside it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.lesson import held
from training.lists import BLAME, LABELS, Labelled, batches, labelled, told

BATCH, ROUNDS, LONGEST = 32, 1, 96  # LONGEST in pieces: what comes later in a text is not read
RATE, RATE_OF_HEAD = 4e-5, 8e-4  # the highest; they rise for a tenth of the lesson and then fall
KEPT = 2  # layers of the model that stay as they are, like the vectors of its pieces: they know English already
SMOOTHING = 0.05  # how far a label is doubted: the lists hold single ones that others would have given otherwise
_PIECE = re.compile(r"(##)?[a-z0-9]+|[!-/:-@\[-`{-~]")  # what English text is cut into: no other scripts, no marks


class Teacher(nn.Module):
    """A model of English with a head of three classes over the mean and the strongest of its outputs."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        for part in (self.model.embeddings, *self.model.encoder.layer[:KEPT]):
            part.requires_grad_(requires_grad=False)
        self.head = nn.Linear(2 * self.model.config.hidden_size, len(LABELS))
        self.drop = nn.Dropout(0.1)

    def forward(self, texts: list[str]) -> Tensor:
        """The three figures of each text, before they are made to sum up to one."""
        cut = self.tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        ids, mask = cut["input_ids"], cut["attention_mask"]
        said = self.read(ids, mask)
        there = mask[..., None].float()
        mean = (said * there).sum(1) / there.sum(1)
        strongest = said.masked_fill(there == 0, -torch.inf).max(1).values
        return self.head(self.drop(torch.cat([mean, strongest], 1)))

    def read(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What the model says of each piece; half the precision is three times as fast."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.model(input_ids=ids, attention_mask=mask).last_hidden_state.float()

    @torch.no_grad()
    def judged(self, texts: list[str]) -> Tensor:
        """The probabilities of the three classes, a row for each text."""
        self.eval()
        found = torch.zeros(len(texts), len(LABELS))
        for places in batches([len(text) for text in texts], 64):
            found[places] = torch.softmax(self([texts[place] for place in places]), 1)
        return found

    def odds(self, texts: list[str]) -> list[float]:
        """The log-odds that each text blames somebody."""
        return torch.logit(self.judged(texts)[:, BLAME], eps=1e-6).tolist()

    @torch.no_grad()
    def pieces(self) -> tuple[list[str], Tensor, Tensor]:
        """The pieces of English words, the vector of each when it stands alone, and the one it is looked up by."""
        self.eval()
        known = {piece: at for piece, at in self.tokenizer.get_vocab().items() if _PIECE.fullmatch(piece)}
        ids = torch.tensor(list(known.values()))
        begins, ends = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id
        alone = []
        for some in ids.split(512):
            cut = torch.stack([torch.full_like(some, begins), some, torch.full_like(some, ends)], 1)
            alone.append(self.read(cut, torch.ones_like(cut))[:, 1])
        return list(known), torch.cat(alone), self.model.embeddings.word_embeddings.weight[ids]


def taught(folder: Path, rows: list[Labelled], rounds: int = ROUNDS) -> Teacher:
    """The model of ``folder`` after every text so many times; the same for a seed, a machine and a release of torch."""
    torch.manual_seed(0)
    order = random.Random(0)
    teacher = Teacher(folder)
    rates = [RATE, RATE_OF_HEAD]
    groups = [
        {"params": [weights for weights in part.parameters() if weights.requires_grad], "lr": rate}
        for part, rate in zip((teacher.model, teacher.head), rates, strict=True)
    ]
    moved = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = rounds * -(-len(rows) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(moved, rates, steps, pct_start=0.1, anneal_strategy="linear")
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    lengths = [len(row.text) for row in rows]

    def loss(places: list[int]) -> Tensor:
        return loss_of(teacher([rows[k].text for k in places]), torch.tensor([rows[k].label for k in places]))

    held(teacher, moved, pace, rounds, lambda: batches(lengths, BATCH, order), loss, longest=1.0)
    return teacher


def kept(teacher: Teacher, folder: Path) -> None:
    """Write the teacher to ``folder``."""
    teacher.tokenizer.save_pretrained(folder)
    teacher.model.save_pretrained(folder)
    torch.save(teacher.head.state_dict(), folder / _HEAD)


def recalled(folder: Path) -> Teacher:
    """The teacher as it was written to ``folder``."""
    teacher = Teacher(folder)
    teacher.head.load_state_dict(torch.load(folder / _HEAD))
    return teacher


_HEAD = "head.pt"


def run(arguments: list[str]) -> int:
    """Teach from the files, write, and tell how the lists kept aside are judged."""
    parser = argparse.ArgumentParser(prog="python -m training.teacher", description="Teach the larger model.")
    parser.add_argument("files", nargs="+", type=Path, help="labelled lists")
    parser.add_argument("--model", type=Path, required=True, help="the folder of a model of English")
    parser.add_argument("--to", type=Path, required=True, help="a folder for what it is after the lesson")
    parser.add_argument("--aside", nargs="*", type=Path, default=[], help="lists to measure by, never learnt from")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    aside = labelled(options.aside)
    teacher = taught(options.model, labelled(options.files, frozenset(row.text for row in aside)), options.rounds)
    options.to.mkdir(parents=True, exist_ok=True)
    kept(teacher, options.to)
    sys.stdout.writelines(f"{line}\n" for line in told(aside, teacher.odds))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
