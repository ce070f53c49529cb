"""`make bench`: what is measured, as a table of measure, figure and goal.

Every module in this folder that has `rows() -> list of (measure, figure, goal)` takes part. Words on the command line
choose among them by the module's name. A module that is measured ALONE takes minutes, runs only when it is named, and
hears of `--scale`.
"""

import argparse
from importlib import import_module
from pathlib import Path

Measure = tuple[str, str, str]


def measures(chosen: list[str], *, scale: float) -> list[Measure]:
    """All rows, in order of the modules' names."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    found: list[Measure] = []
    for module in [import_module(f"bench.{name}") for name in names if not chosen or name in chosen]:
        is_alone = hasattr(module, "ALONE")
        if hasattr(module, "rows") and (chosen or not is_alone):
            found += module.rows(scale) if is_alone else module.rows()
    return found


def table(rows: list[Measure]) -> str:
    cells = [("measure", "figure", "goal"), *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in cells)


if __name__ == "__main__":
    said = argparse.ArgumentParser(prog="make bench ARGS=")
    said.add_argument("names", nargs="*")
    said.add_argument("--scale", type=float, default=1.0, help="of the great size: 0.02 is 2,000 incidents")
    asked = said.parse_args()
    print(table(measures(asked.names, scale=asked.scale)))
