"""Where the database's socket lives. The path of a Unix socket has room for 107 bytes, which a deep folder uses up."""

import shutil
import tempfile
from pathlib import Path

LONGEST, PREFIX = 90, "second-story-"


def socket_folder(data_dir: Path) -> Path:
    """DATA_DIR/s, or a private temporary folder when that path is too long; its name is kept."""
    remove_temporary(data_dir)
    folder = data_dir / "s"
    if len(bytes(folder)) <= LONGEST:
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder
    # Not TMPDIR, which may be as deep as DATA_DIR.
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))  # nosec B108
    _memory(data_dir).write_text(str(folder), encoding="utf-8")
    return folder


def remove_temporary(data_dir: Path) -> None:
    """Remove the temporary folder of an earlier start, if there was one."""
    memory = _memory(data_dir)
    if memory.exists():
        folder = Path(memory.read_text(encoding="utf-8"))
        if folder.name.startswith(PREFIX):
            shutil.rmtree(folder, ignore_errors=True)
        memory.unlink()


def _memory(data_dir: Path) -> Path:
    return data_dir / "socket_folder"
