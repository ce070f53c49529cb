"""DATA_DIR: made private, proved writable, and held by one supervisor at a time."""

import fcntl
import os
import tempfile
from pathlib import Path

from postmortems.embedded.problems import CannotStart


def prepare_data_dir(folder: Path) -> None:
    """Make the folder where it is missing, for its owner only, and prove that files can be written there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotStart(f"DATA_DIR is {folder}, where nothing can be written: {error.strerror}.") from error


def hold(folder: Path) -> int:
    """Take the lock of DATA_DIR until this process ends, however it ends; gives the file descriptor that holds it."""
    lock = try_hold(folder)
    if lock is None:
        raise CannotStart(f"Second Story is already running on {folder}: stop it first, or choose another DATA_DIR.")
    return lock


def try_hold(folder: Path) -> int | None:
    """The same, or None when somebody else holds it."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
