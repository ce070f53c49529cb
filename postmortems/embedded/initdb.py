"""The files of a new cluster."""

import shutil
import signal
import tempfile
from pathlib import Path

from postmortems.embedded.postgresql import start_program
from postmortems.embedded.problems import CannotStart


def create_files(folder: Path, *, superuser: str, password: str, log: Path, durable: bool) -> None:
    """Run initdb beside `folder` and rename the result: a start that is killed half-way leaves no half cluster."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir=folder.parent) as file:
        file.write(password)
        file.flush()
        options = ["-A", "scram-sha-256", f"--pwfile={file.name}", "-E", "UTF8", "--locale=C.UTF-8"]
        options += [] if durable else ["--no-sync"]
        initdb = start_program("initdb", "-U", superuser, *options, folder=fresh, log=log, death_signal=signal.SIGKILL)
        if initdb.wait() != 0:
            raise CannotStart(f"PostgreSQL could not create its files: the reason is in {log}.")
    fresh.rename(folder)
