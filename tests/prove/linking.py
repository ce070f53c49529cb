"""Reports without a name, and an attacker with the database, the logs and the mails in hand: six hundred of them in
twenty worlds, counted together (RELIABILITY.md, bar 13). In the same run the attacker finds everybody where something
was forgotten.
"""

import os
import re
import subprocess
import sys

from postmortems.embedded.environment import PROJECT

NAME = "anonymous reports, an attacker who holds everything"
GOAL = "no better than guessing at 0.05 over 9 strategies; each planted leak found"
QUICK = False  # the suite lives one such world


def run(quick: bool) -> tuple[str, bool]:
    told = {"LINKING_WORLDS": "2" if quick else "20"}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/reports/test_linking.py"]
    done = subprocess.run(command, env=os.environ | told, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-4000:])
    figure = re.search(r"\d+ reports, least likely: [\d.]+", done.stdout)
    found = "the leaks found" if done.returncode == 0 else "see above"
    return f"{figure[0] if figure else 'broke'} of 1 (line {0.05 / 9:.4f}); {found}", done.returncode == 0
