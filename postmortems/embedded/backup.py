"""`make backup FILE=` and `make restore FILE=`: the whole database in one file of PostgreSQL's own format."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from postmortems.embedded.environment import Wishes
from postmortems.embedded.postgresql import find_program
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.supervisor import say
from postmortems.embedded.with_database import databases


def write(urls: Mapping[str, str], file: Path) -> None:
    """Write a backup beside `file` and put it in place when it is whole; readable by its owner only."""
    fresh = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as output:
        command = [str(find_program("pg_dump")), "--format=custom", f"--dbname={_strongest(urls)}"]
        if subprocess.run(command, stdout=output, check=False).returncode != 0:
            fresh.unlink()
            raise CannotStart("The backup could not be written; the reason stands above.")
        os.fsync(output.fileno())
    fresh.rename(file)


def read(urls: Mapping[str, str], file: Path) -> None:
    """Put everything back as it was, or change nothing."""
    if not file.is_file():
        raise CannotStart(f"There is no file {file}.")
    options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    command = [str(find_program("pg_restore")), *options, f"--dbname={_strongest(urls)}", str(file)]
    if subprocess.run(command, check=False).returncode != 0:
        raise CannotStart("The backup could not be read back, and nothing was changed; the reason stands above.")


def main(words: list[str]) -> int:
    try:
        if len(words) != 2 or not words[1]:
            raise CannotStart("Say which file, as in `make backup FILE=second-story.backup`.")
        verb, file = words[0], Path(words[1]).absolute()
        wishes = Wishes.read(os.environ)
        with databases(wishes, alone=verb == "read") as urls:
            (write if verb == "write" else read)(urls, file)
        if verb == "read":
            (wishes.data_dir / "migrated").unlink(missing_ok=True)
    except CannotStart as problem:
        say(str(problem))
        return 1
    say(f"Written to {file}." if verb == "write" else f"Read back from {file}.")
    return 0


def _strongest(urls: Mapping[str, str]) -> str:
    """A backup must see every row and own every table."""
    return urls.get("DATABASE_BACKUP_URL") or urls.get("DATABASE_OWNER_URL") or urls["DATABASE_URL"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
