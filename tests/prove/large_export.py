"""A Slack export of 200 MB: kept, read in bounded memory by what the worker runs, and stopped in the middle."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from postmortems.embedded.environment import PROJECT
from tests.prove.deliveries import application

NAME = "a Slack export of 200 MB (QUICK: 20)"
GOAL = "every line, memory rise < 100 MB; stopped, nothing is left"
MOST_RISE = 100


def run(quick: bool) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory() as folder, application(Path(folder)) as environ:
        command = [sys.executable, "-m", "tests.prove._reading", "20" if quick else "200"]
        said = subprocess.run(command, env=environ, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True).stdout
    saw = json.loads(said)
    figure = (
        f"{saw['megabytes']:.0f} MB, {saw['lines']:,} lines: kept in {saw['upload']:.0f} s, "
        f"read in {saw['read']:.0f} s, memory +{saw['rise']:.0f} MB; stopped: {saw['left']} left"
    )
    whole = saw["lines"] == (2_000 if quick else 20_000)
    return figure, bool(whole and saw["rise"] < MOST_RISE and saw["stopped"] and not saw["left"])
