"""Where the bytes lie: under random names in a folder that no web server shows.

A file is written beside its place and moved there when it is whole and safe on the disk: half a file never has a name.
"""

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

# What the disk says when it is full, or when we have used our share of it.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CHUNK = 256 * 1024
SMALL = ".small"


class DiskFull(Exception):
    """There is no room for it. Nothing of it was kept."""


def place_of(stored: str, *, small: bool = False) -> Path:
    """Where the file of that name lies. A folder of its own for each of 256 beginnings."""
    return Path(settings.FILES_DIR) / stored[:2] / f"{stored}{SMALL if small else ''}"


def incoming() -> Path:
    """The folder of what is still on its way; on the same disk, so that moving it is one step."""
    folder = Path(settings.FILES_DIR) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def room_is_needed() -> Iterator[None]:
    """Say that the disk is full in one word of ours."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull from error
        raise


@contextlib.contextmanager
def writing() -> Iterator[IO[bytes]]:
    """A file on its way; gone at the end unless it was put in its place."""
    with room_is_needed():
        file = tempfile.NamedTemporaryFile(dir=incoming(), delete=False)  # noqa: SIM115 - gone below
        try:
            with file:
                yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def put(file: IO[bytes], place: Path) -> None:
    """Move a written file to its place, whole and safe on the disk."""
    file.flush()
    os.fsync(file.fileno())
    place.parent.mkdir(mode=0o700, exist_ok=True)
    Path(file.name).replace(place)
    folder = os.open(place.parent, os.O_RDONLY)  # its name as well must outlive a power cut: a row will count on it
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def copy(source: BinaryIO, target: IO[bytes]) -> None:
    """Piece by piece, so that a large file never lies in memory."""
    source.seek(0)
    while piece := source.read(CHUNK):
        target.write(piece)


def measure(file: IO[bytes]) -> tuple[int, str]:
    """How many bytes a written file holds, and their SHA-256."""
    file.flush()
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return file.tell(), digest


def drop(stored: str) -> None:
    """Delete a file and its small picture. Twice does no harm."""
    for small in (False, True):
        place_of(stored, small=small).unlink(missing_ok=True)


def names_on_disk() -> Iterator[tuple[str, float]]:
    """Every file that lies there, by its name in the database, with the moment it was last written."""
    for folder in sorted(Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]")):
        for path in folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                yield path.name.removesuffix(SMALL), path.stat().st_mtime


def drop_left_behind(before: float) -> None:
    """Delete what was still on its way at that moment and is there no more: its writer was killed."""
    for path in incoming().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
