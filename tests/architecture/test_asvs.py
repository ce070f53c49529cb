"""docs/asvs.csv answers every requirement of the first two levels; it and docs/privacy.md name tests that exist."""

import csv
import re
from pathlib import Path

import pytest

from tests.architecture.asvs_levels import REQUIREMENTS

ROOT = Path(__file__).parents[2]
STATES = ("met", "partly: ", "open", "does not apply: ")


@pytest.fixture(scope="module")
def rows():
    with (ROOT / "docs/asvs.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_of_the_first_two_levels_is_answered_once(rows):
    named = {row["requirement"]: int(row["level"]) for row in rows}
    assert len(named) == len(rows)
    assert named.items() <= REQUIREMENTS.items()
    assert {name for name, level in REQUIREMENTS.items() if level < 3} <= set(named)


def test_what_shows_a_requirement_exists(rows):
    for row in rows:
        path, _, test = row["shown by"].partition("::")
        assert row["state"].startswith(STATES), row
        assert path or not row["state"].startswith(("met", "partly")), row
        assert not path or (ROOT / path).is_file(), row
        assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), row


def test_what_only_reading_shows_says_so(rows):
    """Everything else that is met names its test, or a proof of `make prove`."""
    for row in rows:
        is_read = row["state"].endswith(" (read)")
        if row["state"].startswith(("met", "partly")):
            assert is_read != ("::" in row["shown by"]), row


def test_what_the_promise_without_a_name_points_at_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/privacy.md").read_text(encoding="utf-8"))
    gone = [name for path, name in named if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")]
    assert named
    assert gone == []
