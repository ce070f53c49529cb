"""SIGTERM and Ctrl-C at random moments, a worker killed before: everything ends within 15 s."""

import os
import random
import signal
import tempfile
import time
from pathlib import Path

from tests.faults.running import all_end, running

NAME = "Ctrl-C and SIGTERM at random moments"
GOAL = "ended within 15 s, exit code 0, 0 processes left"
SEED = 21


def run(quick: bool) -> tuple[str, bool]:
    stops, slowest, bad, moments = 3 if quick else 30, 0.0, 0, random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(stops):
            seconds, clean = stop_once(Path(folder) / "data", moments.uniform(1, 7), with_keyboard=number % 2 == 0)
            slowest, bad = max(slowest, seconds), bad + (not clean)
    return f"{stops} stops, slowest {slowest:.1f} s, {bad} not clean", bad == 0 and slowest < 15


def stop_once(data_dir: Path, after: float, *, with_keyboard: bool) -> tuple[float, bool]:
    """Seconds until the end, and whether it was a clean one."""
    with running(data_dir, DEMO="0") as run:
        time.sleep(after)
        family = run.family()
        if with_keyboard:
            os.killpg(run.process.pid, signal.SIGINT)
        else:
            run.process.terminate()
        seconds = run.ends(within=30)
        return seconds, run.process.returncode == 0 and not all_end(family, within=1)
