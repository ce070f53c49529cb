"""What could not be sent because nobody answered: kept in a file of one's own until it is sent."""

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def folder() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "second-story" / "unsent"


def keep(path: str, body: Any, *, key: str) -> Path:
    """Keep a request, readable by its author alone."""
    where = folder()
    where.mkdir(parents=True, mode=0o700, exist_ok=True)
    file = where / f"{uuid.uuid4().hex}.json"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
        json.dump({"path": path, "body": body, "key": key}, kept)
    return file


def kept() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Everything that waits, the oldest first."""
    files = folder().glob("*.json") if folder().is_dir() else ()
    for file in sorted(files, key=lambda one: one.stat().st_mtime):
        yield file, json.loads(file.read_text())
