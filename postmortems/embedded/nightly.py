"""`python -m postmortems.embedded.nightly FOLDER`: a backup into FOLDER now, and then each night, as long as it runs.

Each is sealed, tried by a restore where the key opens it, and handed to `BACKUP_THEN`, a command that takes it off the
machine. The newest `BACKUP_KEEP` stay.
"""

import datetime as dt
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from postmortems.embedded.backup import back_up
from postmortems.embedded.environment import Wishes
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.supervisor import say
from postmortems.embedded.with_database import databases

KEEP, HOUR = 14, 2  # copies; o'clock, UTC
NAME = "second-story-{:%Y-%m-%dT%H%M%SZ}.backup"


def one_night(wishes: Wishes, folder: Path) -> Path:
    """Write, try, hand on, and let the oldest go; CannotStart says what did not succeed. Nothing older goes then."""
    if not wishes.backup_key:
        raise CannotStart("BACKUP_KEY is not set, and a backup that leaves the machine is sealed: `make backup-key`.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / NAME.format(dt.datetime.now(dt.UTC))  # noqa: TID251  the wall clock names the file
    with databases(wishes) as urls:
        back_up(urls, file, wishes=wishes)
    hand_on(file, wishes.environ)
    for old in sorted(folder.glob("second-story-*.backup"))[: -_keep(wishes.environ)]:
        old.unlink()
    return file


def hand_on(file: Path, environ: Mapping[str, str]) -> None:
    """Run BACKUP_THEN with the file's path in the place of {}, or behind it. No shell reads it."""
    words = shlex.split(environ.get("BACKUP_THEN", ""))
    if not words:
        return
    words = [word.replace("{}", str(file)) for word in words] if "{}" in " ".join(words) else [*words, str(file)]
    if subprocess.run(words, check=False).returncode != 0:
        raise CannotStart(f"{words[0]} (BACKUP_THEN) did not take {file.name} along; the file is where it was written.")


def _keep(environ: Mapping[str, str]) -> int:
    text = environ.get("BACKUP_KEEP") or str(KEEP)
    if not text.isdecimal() or int(text) < 1:
        raise CannotStart(f"BACKUP_KEEP is {text!r}; it takes a number from 1 on.")
    return int(text)


def seconds_until(now: dt.datetime, hour: int = HOUR) -> float:
    """Until it is next so late, UTC."""
    then = now.replace(hour=hour, minute=23, second=0, microsecond=0)
    return ((then if then > now else then + dt.timedelta(days=1)) - now).total_seconds()


def main(words: list[str]) -> int:
    """With --once one backup, and its success as the exit code; otherwise it stays and says what went wrong."""
    if not words:
        say("Say into which folder, as in `make backup-nightly FOLDER=/srv/backups`.")
        return 1
    while True:
        failed = 0
        try:
            say(f"Written and tried: {one_night(Wishes.read(os.environ), Path(words[0]).absolute()).name}.")
        except CannotStart as problem:
            say(str(problem))
            failed = 1
        if "--once" in words:
            return failed
        time.sleep(seconds_until(dt.datetime.now(dt.UTC)))  # noqa: TID251


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
