"""Sets a folder's review.typ as review.pdf: `python -m postmortems.exports.typesetting FOLDER`.

A process of its own, because a thousand entries of a story take 200 MB while they are set: all of it is given back when
the process ends, and what ends it badly leaves the application alone. Knows no framework.
"""

import sys
from pathlib import Path

import typst


def set_pages(folder: Path) -> None:
    """Tagged for screen readers. Not held to PDF/UA-1, which refuses a page for one sign that no font here can draw."""
    typst.compile(str(folder / "review.typ"), output=str(folder / "review.pdf"), root=str(folder))


if __name__ == "__main__":
    set_pages(Path(sys.argv[1]))
