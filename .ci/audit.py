"""Ask a list of known holes about every package that production installs. Needs the network; no build waits for it.

A list that cannot be reached, or that does not know our packages, says "nothing found" as a good one does. So the same
run asks about an old package whose hole is known, and is believed only if it says so.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PLANTED = ("jinja2", "2.10")  # CVE-2019-10906
UV = ["sh", ".ci/setup", "uv", "tool", "run", "pip-audit"]
HOW = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
NOT_ASKED = 2


def main() -> int:
    """0: asked, and nothing is known. 1: something is known. 2: nobody could be asked."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder, "asked.txt")
        asked.write_text("".join(f"{name}=={version}\n" for name, version in [*pinned(), PLANTED]))
        ran = subprocess.run([*UV, "-r", str(asked), *HOW], capture_output=True, text=True, check=False)
    try:
        told = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        return not_asked((ran.stderr.strip().splitlines() or ["it said nothing"])[-1])
    return judged(told)


def pinned() -> list[tuple[str, str]]:
    """Name and version of each line of requirements/base.txt that pins one."""
    lines = Path("requirements/base.txt").read_text(encoding="utf-8").splitlines()
    found = [line.split(";")[0].strip(" \\").partition("==") for line in lines if "==" in line and line[0] not in " #"]
    return [(name, version.strip()) for name, _, version in found]


def judged(told: list[dict]) -> int:
    known = {one["name"]: [hole["id"] for hole in one.get("vulns", [])] for one in told if "skip_reason" not in one}
    left_out = [one["name"] for one in told if "skip_reason" in one]
    if not known.pop(PLANTED[0], None):
        return not_asked(f"the hole of {' '.join(PLANTED)} was not found, so nothing was looked at")
    if left_out:
        return not_asked(f"it does not know {', '.join(left_out)}")
    holes = {name: ids for name, ids in known.items() if ids}
    for name, ids in holes.items():
        print(f"{name}: {', '.join(ids)}")
    print(f"{len(known)} packages asked about, {len(holes)} with a known hole; the planted one was found.")
    return 1 if holes else 0


def not_asked(why: str) -> int:
    print(f"Nobody could be asked: {why}.", file=sys.stderr)
    return NOT_ASKED


if __name__ == "__main__":
    sys.exit(main())
