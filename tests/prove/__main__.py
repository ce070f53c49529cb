"""`make prove`: the long proofs, as a table of bar, figure and goal. QUICK=1 runs a small version of each.

Every module in this folder that has NAME, GOAL and `run(quick) -> (figure, reached)` is a proof; it says None for
reached, and why in the figure, where this machine lacks what it needs. One with QUICK = False has no place among the
small versions unless it is asked for by name. Words on the command line choose among them by
the module's name.
"""

import os
import sys
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

STATES = {True: "reached", False: "MISSED", None: "LEFT OUT"}


@dataclass(frozen=True)
class Row:
    name: str
    figure: str
    goal: str
    reached: bool | None
    seconds: float


def proofs(chosen: list[str]) -> list[ModuleType]:
    """The modules of this folder that prove something, in order of their names."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    modules = [_read(name) for name in names if not chosen or name in chosen]
    return [module for module in modules if hasattr(module, "GOAL")]


def _read(name: str) -> ModuleType:
    """A proof that cannot even be read has not reached its goal; the others go on."""
    try:
        return import_module(f"tests.prove.{name}")
    except Exception as error:
        unread, reason = ModuleType(name), error

        def run(quick: bool) -> tuple[str, bool]:
            raise reason

        unread.NAME, unread.GOAL, unread.run = name, "can be read", run  # type: ignore[attr-defined]
        return unread


def prove(module: ModuleType, *, quick: bool) -> Row:
    """A proof that breaks has not reached its goal; the reason is printed above the table."""
    print(f"{module.NAME} ...", flush=True)
    started = time.monotonic()
    try:
        figure, reached = module.run(quick)
    except Exception as error:
        traceback.print_exc()
        figure, reached = f"broke: {type(error).__name__}", False
    return Row(module.NAME, figure, module.GOAL, reached, time.monotonic() - started)


def table(rows: list[Row]) -> str:
    """The rows in columns as wide as their longest text."""
    cells = [("bar", "figure", "goal", "", "s")]
    cells += [(r.name, r.figure, r.goal, STATES[r.reached], f"{r.seconds:.0f}") for r in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in cells)


def main(words: list[str]) -> int:
    quick = os.environ.get("QUICK", "") not in ("", "0")
    modules = [module for module in proofs(words) if words or not quick or getattr(module, "QUICK", True)]
    if not modules:
        print("There is no such proof.", file=sys.stderr)
        return 2
    rows = [prove(module, quick=quick) for module in modules]
    missed = sum(row.reached is False for row in rows)
    left_out = sum(row.reached is None for row in rows)
    told = f"{len(rows) - missed - left_out} passed, {missed} failed" + (f", {left_out} left out" if left_out else "")
    print(f"\n{table(rows)}\n\n{told}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
