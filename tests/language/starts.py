"""``python -m tests.language.starts 100`` prints blaming sentences with their question and starts, for reading aloud.

A second number picks others: ``python -m tests.language.starts 100 7``. The sentences are those of tests/language.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from postmortems.language import Finding, check

HERE = Path(__file__).parent


def blaming() -> list[str]:
    """Every sentence here that is labelled as blame, once."""
    return list(dict.fromkeys(_labelled()))


def _labelled() -> Iterator[str]:
    for path in sorted(HERE.glob("*.jsonl")):
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        yield from (row["text"] for row in rows if row["label"] == "blame")
    for path in sorted([*HERE.glob("voices/*.txt"), *HERE.glob("unseen/*.txt")]):
        yield from (line[2:] for line in path.read_text("utf-8").splitlines() if line.startswith("B "))


def shown(text: str) -> Finding | None:
    """What a page would show for this text: the first of its worst findings."""
    verdict = check(text)
    return next((finding for finding in verdict.findings if finding.level == verdict.level), None)


def main(count: int = 100, seed: int = 1) -> None:
    """Print ``count`` sentences that are answered, drawn by ``seed``."""
    texts = blaming()
    random.Random(seed).shuffle(texts)
    answered = [(text, finding) for text in texts[: 2 * count] if (finding := shown(text))][:count]
    for number, (text, finding) in enumerate(answered, 1):
        sys.stdout.write(f"{number}. {text}\n    {finding.question}\n")
        sys.stdout.writelines(f"    - {start}\n" for start in finding.suggestions)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
