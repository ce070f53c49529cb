"""docs/asvs.csv names files and tests that exist."""

import csv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_what_shows_a_requirement_exists():
    with (ROOT / "docs/asvs.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["requirement"] for row in rows}) == len(rows)
    for row in rows:
        path, _, test = row["shown by"].partition("::")
        assert row["state"].startswith(("met", "partly", "open")), row
        assert row["state"] == "open" or (ROOT / path).is_file(), row
        assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), row
