"""`make bench`: what is measured, as a table of measure, figure and goal.

Every module in this folder that has `rows() -> list of (measure, figure, goal)` takes part. Words on the command line
choose among them by the module's name.
"""

import sys
from importlib import import_module
from pathlib import Path

Measure = tuple[str, str, str]


def measures(chosen: list[str]) -> list[Measure]:
    """All rows, in order of the modules' names."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    modules = [import_module(f"bench.{name}") for name in names if not chosen or name in chosen]
    return [row for module in modules if hasattr(module, "rows") for row in module.rows()]


def table(rows: list[Measure]) -> str:
    cells = [("measure", "figure", "goal"), *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in cells)


if __name__ == "__main__":
    print(table(measures(sys.argv[1:])))
