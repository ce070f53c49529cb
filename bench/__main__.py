"""`make bench`: what is measured, as a table of measure, figure and goal. Each row is printed when it is measured.

Every module in this folder that has `rows() -> (measure, figure, goal), one after the other` takes part. Words on the
command line choose among them by the module's name. A module that is measured ALONE takes minutes, runs only when it is
named, and hears of `--scale`, `--keep` and `--only`.
"""

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Measure = tuple[str, str, str]
WIDTHS = (56, 64)  # characters of a measure and of a figure; a longer one moves its own row only


def measures(chosen: list[str], **alone: Any) -> Iterator[Measure]:
    """All rows, in order of the modules' names."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    for module in [import_module(f"bench.{name}") for name in names if not chosen or name in chosen]:
        is_alone = hasattr(module, "ALONE")
        if hasattr(module, "rows") and (chosen or not is_alone):
            yield from module.rows(**alone) if is_alone else module.rows()


def line(row: Measure) -> str:
    measure, figure, goal = row
    return f"{measure:<{WIDTHS[0]}}  {figure:<{WIDTHS[1]}}  {goal}".rstrip()


if __name__ == "__main__":
    said = argparse.ArgumentParser(prog="make bench ARGS=")
    said.add_argument("names", nargs="*")
    said.add_argument("--scale", type=float, default=1.0, help="of the great size: 0.02 is 2,000 incidents")
    said.add_argument("--keep", type=Path, help="a folder for what great fills; a second run with it only measures")
    said.add_argument("--only", default="", help="of great: pages with a name like this, as a regular expression")
    asked = said.parse_args()
    print(line(("measure", "figure", "goal")))
    for row in measures(asked.names, scale=asked.scale, keep=asked.keep, only=asked.only):
        print(line(row), flush=True)
