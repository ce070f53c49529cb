"""`pip install .` into an environment that has nothing, and the `second-story` command as somebody gets it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from postmortems.embedded.environment import PROJECT

NAME = "pip install . on a bare Python"
GOAL = "`second-story` says what it does, and in a sentence what it lacks"
QUICK = False
PARTS = ("accounts", "postmortems", "pyproject.toml", "README.md")
NO_INDEX = ("Could not find a version", "No matching distribution", "connection")


def run(quick: bool) -> tuple[str, bool | None]:
    with tempfile.TemporaryDirectory(prefix="second-story-prove-") as folder:
        source, place = Path(folder) / "source", Path(folder) / "environment"
        copy_into(source)
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", str(source)]
        installed = subprocess.run(pip, capture_output=True, text=True)
        if installed.returncode != 0:
            reason = (installed.stderr.strip().splitlines() or ["no reason given"])[-1]
            return f"not installed: {reason[:80]}", None if any(one in installed.stderr for one in NO_INDEX) else False
        command = place / "bin" / "second-story"
        helped, lacks = ended(command, "--help", home=folder), ended(command, "mine", home=folder)
    said = lacks.stderr.strip()
    is_good = helped.returncode == 0 and "paste" in helped.stdout and lacks.returncode == 2
    is_plain = "SECOND_STORY_URL" in said and "Traceback" not in said
    return f"--help ends with {helped.returncode}; without a server it ends with {lacks.returncode}: {said[:60]}", (
        is_good and is_plain
    )


def copy_into(folder: Path) -> None:
    """What is installed, so that building leaves nothing in the repository."""
    folder.mkdir()
    for name in PARTS:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, folder / name)


def ended(command: Path, *words: str, home: str) -> subprocess.CompletedProcess[str]:
    """As somebody without any setting, somewhere else, runs it."""
    environ = {"PATH": os.environ["PATH"], "HOME": home}
    return subprocess.run([str(command), *words], cwd=home, env=environ, capture_output=True, text=True, timeout=60)
