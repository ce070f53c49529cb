"""Public outages, as the demonstration tells them, written down as people write: every moment and word comes back."""

import datetime as dt
from typing import Any

import pytest

from postmortems.demo.telling import stories
from postmortems.timeline.importers.chat import read
from postmortems.timeline.importers.documents import read_document
from postmortems.timeline.importers.entries import Entry

STORIES = stories()
Row = dict[str, Any]
Told = list[tuple[dt.datetime, str]]


def rows_of(name: str) -> list[Row]:
    """Its entries in order, each a line; what was about so is no more exact in a chat."""
    rows = [{**row, "says": " ".join(row["says"].split())} for row in STORIES[name]["events"]]
    return sorted(rows, key=lambda row: row["at"])


def as_irc(rows: list[Row]) -> str:
    """A day's line, and nicks in angle brackets, as irssi keeps it."""
    return _by_day(rows, "--- Day changed {day:%a %b %d %Y}", "{at:%H:%M} < priya> {says}")


def as_slack(rows: list[Row]) -> str:
    """Copied from a browser: a name over its message, the day between."""
    return _by_day(rows, "{day:%A, %B} {day.day}, {day.year}", "Priya Raman\n  {at:%H:%M}\n{says}")


def as_log(rows: list[Row]) -> str:
    return "\n".join(f"{row['at']:%Y-%m-%dT%H:%M:%SZ} {row['says']}" for row in rows)


def as_document(rows: list[Row]) -> str:
    """A timeline under its heading, a day a part, as postmortems are published."""
    story = _by_day(rows, "\n### {day:%A, %B} {day.day}, {day.year}\n", "- {about}{at:%H:%M} - {says}")
    return f"# What happened\n\n## Summary\n\nIt went dark.\n\n## Timeline (all times UTC)\n{story}"


def as_table(rows: list[Row]) -> str:
    story = "\n".join(f"| {row['at']:%Y-%m-%d %H:%M} UTC | {row['says']} |" for row in rows)
    return f"# What happened\n\n## Summary\n\nIt went dark.\n\n## Timeline\n\n| Time | What |\n| --- | --- |\n{story}\n"


def _by_day(rows: list[Row], opening: str, line: str) -> str:
    written, day = [], None
    for row in rows:
        if row["at"].date() != day:
            day = row["at"].date()
            written.append(opening.format(day=day))
        written.append(line.format(**row | {"about": "about " if row.get("about") else ""}))
    return "\n".join(written) + "\n"


def from_chat(text: str, near: dt.date) -> Told:
    items = list(read(text.encode(), near))
    assert all(isinstance(item, Entry) for item in items)
    return [(item.at.replace(tzinfo=dt.UTC), item.text) for item in items if isinstance(item, Entry)]


def from_document(text: str, near: dt.date) -> Told:
    draft = read_document(text.encode())
    assert (draft.problems, draft.not_understood) == ((), ())
    return [(event.at, event.text) for event in draft.events]


WRITINGS = {
    "irc": (as_irc, from_chat),
    "slack": (as_slack, from_chat),
    "log": (as_log, from_chat),
    "document": (as_document, from_document),
    "table": (as_table, from_document),
}


@pytest.mark.parametrize("writing", sorted(WRITINGS))
def test_an_outage_written_down_comes_back_moment_by_moment(writing):
    write, take = WRITINGS[writing]
    for name in STORIES:
        rows = rows_of(name)
        told = [(row["at"], row["says"]) for row in rows]
        assert take(write(rows), rows[0]["at"].date()) == told, name


def test_what_no_source_dates_exactly_comes_back_as_about():
    for name in STORIES:
        rows = rows_of(name)
        draft = read_document(as_document(rows).encode())
        assert [event.is_about for event in draft.events] == [row.get("about", False) for row in rows], name
