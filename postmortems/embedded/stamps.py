"""What need not be done again while the code is the same: loading Django to find nothing to migrate takes seconds."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postmortems.embedded.environment import PROJECT


@contextmanager
def once_per_version(stamp: Path, *, embedded: bool) -> Iterator[bool]:
    """Whether the step is needed; a step that succeeds is remembered in `stamp`, together with the code that did it.

    Only a database of our own can be trusted to stay as it was left: with any other the step is always needed.
    """
    version = code_version()
    needed = not embedded or not stamp.exists() or stamp.read_text(encoding="utf-8") != version
    yield needed
    if needed:
        stamp.write_text(version, encoding="utf-8")


def code_version(project: Path = PROJECT) -> str:
    """A digest of all Python and static files and of the pinned requirements."""
    digest = hashlib.sha256()
    for folder in ("postmortems", "accounts", "static", "requirements"):
        for path in sorted((project / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(project)}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
