"""The figures on 319 hand-written sentences may rise and must not fall; every suggestion is a fair start."""

import json
from pathlib import Path

import pytest

from postmortems.language import Level, check

ROWS = [json.loads(line) for line in Path(__file__).with_name("sentences.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def levels() -> list[tuple[str, Level]]:
    return [(row["label"], check(row["text"]).level) for row in ROWS]


def share(levels: list[tuple[str, Level]], label: str, *found: Level) -> float:
    of_label = [level for known, level in levels if known == label]
    return sum(level in found for level in of_label) / len(of_label)


def test_blame_is_refused(levels: list[tuple[str, Level]]) -> None:
    assert share(levels, "blame", Level.BLAME) >= 0.95
    assert share(levels, "blame", Level.BLAME, Level.COACH) >= 0.96


def test_honest_sentences_pass(levels: list[tuple[str, Level]]) -> None:
    assert share(levels, "ok", Level.BLAME) <= 0.01
    assert share(levels, "ok", Level.COACH) <= 0.02


def test_vague_sentences_are_turned_not_refused(levels: list[tuple[str, Level]]) -> None:
    assert share(levels, "coach", Level.BLAME) <= 0.02
    assert share(levels, "coach", Level.COACH) >= 0.93


def test_findings_keep_to_a_bounded_piece_of_the_text() -> None:
    """A finding marks a clause, not a page, however long the sentence runs on."""
    text = "Kofi ignored " + "the very long list of hosts and " * 500
    assert all(finding.end - finding.start < 200 for finding in check(text).findings)
