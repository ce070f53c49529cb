"""Five thousand requests made from the OpenAPI document, right ones and wrong ones: no server error, no answer that the
document does not know. Half of them speak for an administrator, half for somebody who is none. A planted fault has to
be found in the same run. Each core asks its share of the operations.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from postmortems.embedded.environment import PROJECT
from tests.prove.deliveries import application

NAME = "the API, asked what its document allows and what it does not"
GOAL = "no server error and no unknown answer in 5,000 requests; the planted fault found"
SHARES = os.cpu_count() or 1
PATIENCE = 1500  # seconds


def run(quick: bool) -> tuple[str, bool]:
    cases = "60" if quick else "5000"
    with tempfile.TemporaryDirectory() as folder, application(Path(folder)) as environ:
        asking = [_ask(cases, share, environ) for share in range(SHARES)]
        told = [json.loads(one.communicate(timeout=PATIENCE)[0] or "{}") for one in asking]
    if not all(told):
        return "broke: the reason stands above", False
    return _sum(told)


def _ask(cases: str, share: int, environ: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.prove._schemathesis", cases, str(share), str(SHARES)]
    return subprocess.Popen(command, env=environ, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def _sum(told: list[dict[str, Any]]) -> tuple[str, bool]:
    faults = sorted({fault for one in told for fault in one["faults"]})
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    statuses = sum((Counter(one["statuses"]) for one in told), Counter[str]())
    found = any(one["found"] for one in told)
    answers = ", ".join(f"{status}: {many:,}" for status, many in sorted(statuses.items()))
    plant = "the planted one found" if found else "the planted one NOT found"
    return f"{statuses.total():,} requests ({answers}), {len(faults)} faults, {plant}", found and not faults
