"""Every link of every kind of mail, opened by GET, by HEAD and in a browser with scripts and its owner's session."""

import os
import subprocess
import sys

from postmortems.embedded.environment import PROJECT

NAME = "every link of every mail, opened by scanners"
QUICK = False  # the suite opens them as well
GOAL = "0 rows changed, nobody signed in"
OPENED = "opening_a_link_changes_nothing"  # by GET and HEAD; the quick version stops here
TESTS = f"{OPENED} or a_scanner_with_scripts"


def run(quick: bool) -> tuple[str, bool]:
    told = {} if quick else {"EVERY_LINK": "1"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/browser/test_reminders.py",
        "-k",
        OPENED if quick else TESTS,
    ]
    done = subprocess.run(command, env=os.environ | told, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-4000:])
    return f"{done.stdout.strip().splitlines()[-1]}", done.returncode == 0 and "skipped" not in done.stdout
