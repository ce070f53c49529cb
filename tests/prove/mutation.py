"""How many small faults in the pure rules of who may do what, what is sent when, and what is told of few people, the
tests of those rules notice (RELIABILITY.md, bar 25).
"""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from postmortems.embedded.environment import PROJECT

NAME = "small faults in pure rules that tests notice"
GOAL = ">= 80 % of each part"
QUICK = False  # some hundred runs of tests
AT_ONCE = 2
STATES = "tests/reviews/test_states.py"
REPORTS = "tests/reports/test_pure.py"
PULSE = "tests/pulse/test_pure.py"
PARTS = {
    "permissions and states": {
        "accounts/roles.py": [STATES],
        "postmortems/reviews/states.py": [STATES],
        "postmortems/workspace/gate.py": ["tests/workspace/test_gate.py"],
    },
    "delivery": {
        "postmortems/followup/policy.py": ["tests/followup/test_policy.py"],
        "postmortems/shared/hours.py": ["tests/shared/test_hours.py"],
        "postmortems/mail/backoff.py": ["tests/mail/test_backoff.py"],
    },
    "anonymity": {
        "postmortems/reports/code.py": [REPORTS],
        "postmortems/reports/giveaways.py": [REPORTS],
        "postmortems/reports/limits.py": [REPORTS],
        "postmortems/pulse/counting.py": [PULSE],
        "postmortems/pulse/reading.py": [PULSE],
        "postmortems/pulse/rounds.py": [PULSE],
    },
}
AS_IN_PRODUCTION = {
    "DEMO": "0",
    "BASE_URL": "https://reviews.example.org",
    "DATABASE_URL": "postgresql:///never-asked",
    "SECRET_KEY": "a-long-text-that-protects-nothing-because-nothing-is-served",
    "DJANGO_SETTINGS_MODULE": "postmortems.settings",
}


def run(quick: bool) -> tuple[str, bool]:
    figures, reached = [], True
    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = {part: [threads.submit(looked_at, *one) for one in files.items()] for part, files in PARTS.items()}
    for part, looks in told.items():
        rows = [look.result() for look in looks]
        tried, left = sum(row["tried"] for row in rows), sum(len(row["left"]) for row in rows)
        noticed = 100 * (tried - left) / tried
        figures.append(f"{part} {noticed:.0f} % of {tried} (of {sum(row['all'] for row in rows)})")
        reached = reached and noticed >= 80
        print(*(f"not noticed: {row['path']}:{one}" for row in rows for one in row["left"]), sep="\n", flush=True)
    return ", ".join(figures), reached


def looked_at(path: str, tests: list[str]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.prove._mutants", path, *tests]
        environment = os.environ | AS_IN_PRODUCTION | {"DATA_DIR": folder}
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))
