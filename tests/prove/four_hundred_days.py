"""Four hundred days in four zones, a leap day and two ends of a year among them, with an hour's error of the clock now
and then: what people hear beside an independent reading of the policy.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from postmortems.embedded.environment import PROJECT
from tests.mail.sink import Sink, serving
from tests.prove.deliveries import application

NAME = "reminders of 400 days in four zones, with a clock that errs"
GOAL = "0 doubled, 0 skipped, nothing that the practice does not say"


def run(quick: bool) -> tuple[str, bool]:
    days, items = (14, 1) if quick else (400, 12)
    with (
        tempfile.TemporaryDirectory(prefix="second-story-prove-") as folder,
        application(Path(folder)) as environ,
        serving(Sink()) as port,
    ):
        environ |= {"SMTP_URL": f"smtp://127.0.0.1:{port}"}
        command = [sys.executable, "-m", "tests.prove._days", str(days), str(items)]
        said = subprocess.run(command, env=environ, cwd=PROJECT, check=True, stdout=subprocess.PIPE)
    told = json.loads(said.stdout.splitlines()[-1])
    figure = f"{told['messages']} messages in {days} days: {told['doubled']} doubled, {told['skipped']} skipped, "
    return figure + f"{told['unexpected']} not expected", bool(told["is_good"])
