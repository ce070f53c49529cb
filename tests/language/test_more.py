"""150 sentences written before reading the rules; misses were listed for the "seen" half only. No figure may fall."""

import json
from pathlib import Path

import pytest

from postmortems.language import Level, check

ROWS = [json.loads(line) for line in Path(__file__).with_name("more_sentences.jsonl").read_text("utf-8").splitlines()]


def share(label: str, half: str, *found: Level) -> float:
    levels = [check(row["text"]).level for row in ROWS if row["label"] == label and row["half"] == half]
    return sum(level in found for level in levels) / len(levels)


@pytest.mark.parametrize(("half", "floor"), [("seen", 0.97), ("held", 0.97)])
def test_blame_is_refused(half: str, floor: float) -> None:
    assert share("blame", half, Level.BLAME) >= floor


def test_honest_sentences_pass() -> None:
    assert share("ok", "seen", Level.BLAME) == 0
    assert share("ok", "held", Level.BLAME) == 0
