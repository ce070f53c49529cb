"""The state machine of tests/followup/test_model.py, with 2,000 examples of 50 steps."""

import os
import subprocess
import sys

from postmortems.embedded.environment import PROJECT

NAME = "reminders as a state machine"
GOAL = "0 counterexamples in 2,000 x 50"


def run(quick: bool) -> tuple[str, bool]:
    examples, steps = (40, 15) if quick else (2000, 50)
    told = {"MODEL_EXAMPLES": str(examples), "MODEL_STEPS": str(steps)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/followup/test_model.py"]
    done = subprocess.run(command, env=os.environ | told, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-4000:])
    return f"{'0' if done.returncode == 0 else '1 or more'} in {examples:,} x {steps}", done.returncode == 0
