"""Everything that can be imported, damaged at random for five minutes: no crash, and no line that vanishes."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from postmortems.embedded.environment import PROJECT
from tests.prove.deliveries import application

NAME = "imports, damaged at random"
GOAL = "no crash, no lost line in 300 s (FUZZ_SECONDS for longer)"


def run(quick: bool) -> tuple[str, bool]:
    seconds = os.environ.get("FUZZ_SECONDS", "10" if quick else "300")
    with tempfile.TemporaryDirectory() as folder, application(Path(folder)) as environ:
        command = [sys.executable, "-m", "tests.prove._fuzzing", seconds]
        ended = subprocess.run(command, env=environ, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    return ended.stdout.strip() or "broke: the seed stands above", ended.returncode == 0
