"""Every column that holds words is filled with strings that try to be more than words, and every page, piece, file and
mail is looked at in a real browser, without the policy that would stop a script (RELIABILITY.md, bar 19).
"""

import os
import re
import subprocess
import sys

from postmortems.embedded.environment import PROJECT
from tests import chromium

NAME = "hostile words in every field, on every page, in every mail"
GOAL = "0 dialogs, 0 elements that act; what a careless page lets through is seen"
QUICK = False  # tests/workspace/test_hostile_words.py and tests/browser/test_hostile_words.py are the small ones


def run(quick: bool) -> tuple[str, bool | None]:
    if chromium.PROGRAM is None:
        return "no Chromium here", None
    told = {"HOSTILE_ROUNDS": "1" if quick else "3", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/prove/_hostile_words.py"]
    done = subprocess.run(command, env=os.environ | told, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-6000:])
    fields = re.search(r"FIGURE (.*)", done.stdout)
    shown = re.search(r"SHOWN (.*?);", done.stdout)
    print("".join(line for line in done.stdout.splitlines(keepends=True) if line.startswith("SHOWN")))
    figure = f"{fields[1]}; {shown[1]}" if fields and shown else "broke"
    return figure, done.returncode == 0
