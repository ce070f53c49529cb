"""kill -9 of the supervisor at random moments of a start and of a run: nothing survives, and the next start works."""

import random
import tempfile
import time
from pathlib import Path

from tests.faults.running import all_end, running

NAME = "kill -9 of the supervisor, at random moments"
QUICK = False  # a minute, also when small; tests/faults/test_run.py kills it once
GOAL = "0 processes left after 10 s, every next start ready"
SEED = 20


def run(quick: bool) -> tuple[str, bool]:
    kills, left, moments = 3 if quick else 40, 0, random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        for _ in range(kills):
            left += kill_once(data_dir, after=moments.uniform(0.3, 6))
        with running(data_dir, DEMO="0") as survivor:
            survivor.await_ready()
            survivor.process.terminate()
            survivor.ends(within=15)
    return f"{kills} kills, {left} processes left", left == 0


def kill_once(data_dir: Path, *, after: float) -> int:
    """Start, kill `after` seconds later, and count who is left."""
    with running(data_dir, DEMO="0") as victim:
        time.sleep(after)
        family = victim.family()
        victim.process.kill()
        return len(all_end(family, within=10))
