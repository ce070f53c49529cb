"""What an earlier start left behind when it was killed: a server that is still stopping, or only its pid file."""

import contextlib
import os
import signal
import time
from pathlib import Path

from postmortems.embedded.problems import CannotStart

PATIENCE = 20  # seconds
PROC = Path("/proc/self").is_dir()


def await_old_server(folder: Path) -> None:
    """Wait for a former server of this folder to end, and remove a pid file that speaks of no server.

    The caller holds the lock of DATA_DIR, so a server that still runs here lost its supervisor and is on its way out.
    A pid file whose number now belongs to some other program would stop PostgreSQL: a restarted container counts from
    one again.
    """
    pid_file = folder / "postmaster.pid"
    deadline = time.monotonic() + PATIENCE
    while (process := _server_of(folder)) is not None:
        if time.monotonic() > deadline:
            raise CannotStart(f"An earlier PostgreSQL (process {process}) still uses {folder}: stop it first.")
        _ask_to_stop(process)
        time.sleep(0.1)
    pid_file.unlink(missing_ok=True)


def _server_of(folder: Path) -> int | None:
    """The number of the PostgreSQL process that works in `folder`, if one does."""
    try:
        process = int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
        return process if _works_in(process, folder) else None
    except (FileNotFoundError, ProcessLookupError, PermissionError, ValueError):
        return None


def _works_in(process: int, folder: Path) -> bool:
    """Its command line names the folder. Without /proc, a process that exists is taken for the server."""
    if not PROC:
        os.kill(process, 0)
        return True
    return bytes(folder) in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")


def _ask_to_stop(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGINT)
