"""One way through a lesson, for teacher and student: rounds of batches, each a step against the loss."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler


def held(
    pupil: nn.Module,
    moved: Optimizer,
    pace: LRScheduler,
    rounds: int,
    batches: Callable[[], Iterable[list[int]]],
    loss_of: Callable[[list[int]], Tensor],
    longest: float,
) -> None:
    """Go through all batches ``rounds`` times; no step is longer than ``longest``, so that no odd text upsets all."""
    for number in range(rounds):
        pupil.train()
        lost = []
        for places in batches():
            loss = loss_of(places)
            moved.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(pupil.parameters(), longest)
            moved.step()
            pace.step()
            lost.append(loss.item())
        sys.stdout.write(f"round {number + 1}: loss {sum(lost) / len(lost):.3f}\n")
        sys.stdout.flush()
    pupil.eval()
