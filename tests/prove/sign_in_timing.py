"""Whether the time of an answer tells who is here: signing in, asking for a password, asking to come in, for a known
and an unknown address in turns (RELIABILITY.md, bar 21); a fifth as often for somebody who was invited and for somebody
who left. A sign-in that forgets the unknown has to be found in the same run.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from postmortems.embedded.environment import PROJECT
from tests.prove.deliveries import application

NAME = "answers to known and unknown addresses, 500 pairs each"
GOAL = "medians < 10 ms apart, the same status and words; the planted difference found"
QUICK = False  # a password's hash alone takes its time


def run(quick: bool) -> tuple[str, bool]:
    pairs = "20" if quick else "500"
    with tempfile.TemporaryDirectory() as folder, application(Path(folder)) as environ:
        command = [sys.executable, "-m", "tests.prove._sign_in_timing", pairs]
        ended = subprocess.run(command, env=environ, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    return ended.stdout.strip() or "broke: the reason stands above", ended.returncode == 0
