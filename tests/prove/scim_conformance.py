"""Everything that a client which knows RFC 7643 and 7644 asks of a directory's server (tests/scim/test_conformance.py).
In the suite it asks a part of it.
"""

import os
import re
import subprocess
import sys

from postmortems.embedded.environment import PROJECT

NAME = "SCIM 2.0 as scim2-tester reads the standard"
GOAL = "all checks passed but the one that has no third state to go back to"


def run(quick: bool) -> tuple[str, bool]:
    told = {} if quick else {"SCIM_WHOLE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/scim/test_conformance.py"]
    done = subprocess.run(command, env=os.environ | told, cwd=PROJECT, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-6000:])
    figure = re.search(r"FIGURE (.*)", done.stdout)
    return figure[1] if figure else "broke", done.returncode == 0
