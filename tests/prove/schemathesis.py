"""Five thousand requests made from the OpenAPI document, right ones and wrong ones: no server error, no answer that the
document does not know. Half of them speak for an administrator, half for somebody who is none. A planted fault has to
be found in the same run.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from postmortems.embedded.environment import PROJECT
from tests.prove.deliveries import application

NAME = "the API, asked what its document allows and what it does not"
GOAL = "no server error and no unknown answer in 5,000 requests; the planted fault found"


def run(quick: bool) -> tuple[str, bool]:
    cases = "60" if quick else "5000"
    with tempfile.TemporaryDirectory() as folder, application(Path(folder)) as environ:
        command = [sys.executable, "-m", "tests.prove._schemathesis", cases]
        ended = subprocess.run(command, env=environ, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    return ended.stdout.strip() or "broke: the reason stands above", ended.returncode == 0
