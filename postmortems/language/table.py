"""``python -m postmortems.language.table`` writes docs/language-table.md: a hundred texts and what is offered."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

from postmortems.language.check import check
from postmortems.language.verdict import Finding

PAGE = Path(__file__).parents[2] / "docs" / "language-table.md"
_INDENT = " " * 5  # as wide as "100. ", so that what is said stays inside its number
_HEAD = """# A hundred texts, their questions and what they can start with

What a page answers when a sentence stops at a person: one question, and up to three sentences to start from. Each
starts with the words of the text; `___` stands where only those who were there know more. Where a text names no thing
that a sentence could honestly be about, the question stands alone.

Written by `python -m postmortems.language.table`; a test keeps it current. How the guard works:
[language.md](language.md).
"""


def texts() -> list[str]:
    """The hundred texts, with the headings ("## ...") between them."""
    said = resources.files("postmortems.language").joinpath("data", "table.txt").read_text(encoding="utf-8")
    return [line for line in said.splitlines() if line and not line.startswith("# ")]


def page() -> str:
    """The whole page as Markdown."""
    said = [_HEAD]
    number = 0
    for line in texts():
        if line.startswith("## "):
            said.append(f"\n{line}\n")
            continue
        number += 1
        said.append(f"\n{number}. **{line}**\n\n{_answer(line)}")
    return "".join(said)


def shown(text: str) -> Finding:
    """What the page would show for this text: its worst finding, the first of them."""
    verdict = check(text)
    return next(finding for finding in verdict.findings if finding.level == verdict.level)


def _answer(text: str) -> str:
    finding = shown(text)
    starts = "".join(f"{_INDENT}- {start}\n" for start in finding.suggestions)
    return f"{_INDENT}{finding.question}\n" + (f"\n{starts}" if starts else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {sum(not line.startswith('#') for line in texts())} texts\n")
