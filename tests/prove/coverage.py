"""How much of what decides who may see, what is sent and who stays unnamed is run by the tests of these slices: lines
and branches (RELIABILITY.md, bar 25). Coverage.py lives in a place of its own, beside the application's packages.
"""

import json
import os
import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from postmortems.embedded.environment import PROJECT

NAME = "lines and branches of permissions, delivery and anonymity that tests run"
GOAL = ">= 95 % of lines, 100 % of branches in each"
QUICK = False  # a tenth of the suite
TOOL = PROJECT / ".tools" / "coverage"
PARTS = {
    "permissions": ("accounts/roles.py", "postmortems/*/access.py", "postmortems/reviews/restrict*.py"),
    "delivery": ("postmortems/mail/*.py",),
    "anonymity": ("postmortems/reports/*.py",),
}
TESTS = (
    *("tests/accounts", "tests/architecture/test_role_matrix.py", "tests/architecture/test_canaries.py"),
    *("tests/mail", "tests/reports", "tests/reviews", "tests/meeting", "tests/organisation", "tests/pulse"),
    *("tests/workspace", "tests/followup", "tests/intake", "tests/actions", "tests/wording", "tests/live"),
    "tests/library/test_roles_everywhere.py",
)


def run(quick: bool) -> tuple[str, bool | None]:
    if told := got():
        return told, None
    with tempfile.TemporaryDirectory() as folder:
        files = measured(Path(folder), TESTS[1:5] if quick else TESTS)
    figures, reached = [], True
    for part, shapes in PARTS.items():
        lines, branches, missing = counted(files, shapes)
        figures.append(f"{part} {lines:.1f} % and {branches:.1f} %")
        reached = reached and lines >= 95 and branches == 100
        for one in missing:
            print(f"{part}: {one}")
    return ", ".join(figures), reached


def got() -> str:
    if (TOOL / "coverage").exists():
        return ""
    command = ["sh", ".ci/setup", "uv", "pip", "install", "--quiet", "--target", str(TOOL), "coverage==7.17.5"]
    return "Coverage.py could not be fetched" if subprocess.run(command, cwd=PROJECT).returncode else ""


def measured(folder: Path, tests: tuple[str, ...]) -> dict[str, Any]:
    """What Coverage.py says of each file, by its path; raises where a test fails."""
    include = ",".join(shape for shapes in PARTS.values() for shape in shapes)
    environment = os.environ | {"PYTHONPATH": str(TOOL), "COVERAGE_FILE": str(folder / "data")}
    coverage, told = [sys.executable, "-m", "coverage"], folder / "told.json"
    pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    command = [*coverage, "run", "--branch", f"--include={include}", *pytest]
    done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stdout[-3000:])
    subprocess.run([*coverage, "json", "-q", "-o", str(told)], cwd=PROJECT, env=environment, check=True)
    if done.returncode:
        raise AssertionError("a test failed")
    return dict(json.loads(told.read_text())["files"])


def counted(files: dict[str, Any], shapes: tuple[str, ...]) -> tuple[float, float, list[str]]:
    """Per cent of lines and of branches, and what is missing, a line a file."""
    ours = {name: told for name, told in files.items() if any(fnmatch(name, shape) for shape in shapes)}
    sums = [told["summary"] for told in ours.values()]
    lines = sum(one["covered_lines"] for one in sums) / sum(one["num_statements"] for one in sums)
    branches = sum(one["covered_branches"] for one in sums) / (sum(one["num_branches"] for one in sums) or 1)
    missing = [
        f"{name}: lines {told['missing_lines']}, branches {told['missing_branches']}"
        for name, told in ours.items()
        if told["missing_lines"] or told["missing_branches"]
    ]
    return 100 * lines, 100 * branches, missing
