"""What a file carries that somebody takes along: whether it is whole with hostile words in it, and which parts of it a
program would show as a page.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from xml.etree import ElementTree

import icalendar

from postmortems.shared.tables import RUNS
from postmortems.shared.text import render

ATOM = "{http://www.w3.org/2005/Atom}"
RUN_BY_A_READER = re.compile(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm|ImportData)\b")
OURS = {"VCALENDAR", "VEVENT", "VTODO", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
LINE = re.compile(r"[A-Z-]+[;:]")


def pages_in(kind: str, data: bytes) -> list[str]:
    """The parts that are shown as HTML. Raises AssertionError where the file is not what it should be."""
    return next((read(data) for word, read in READ.items() if word in kind), [])


def _table(data: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert {len(row) for row in rows} <= {len(rows[0])} if rows else True, "a cell broke out of its row"
    run = [cell for row in rows for cell in row if cell.lstrip(" \u00a0").startswith(RUNS) and not _is_number(cell)]
    assert not run, run[:3]
    return []


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", cell))


def _lines(data: bytes) -> list[str]:
    for line in data.decode().split("\n"):
        assert not line or json.loads(line) is not None
    return []


def _json(data: bytes) -> list[str]:
    json.loads(data)
    return []


def _markdown(data: bytes) -> list[str]:
    return [str(render(data.decode()))]


def _calendar(data: bytes) -> list[str]:
    """Nothing that people wrote begins a line of its own."""
    unfolded = data.decode().replace("\r\n ", "")
    assert all(LINE.match(line) for line in unfolded.split("\r\n") if line), "words became lines"
    calendar = icalendar.Calendar.from_ical(data)
    assert {part.name for part in calendar.walk()} <= {
        "VCALENDAR",
        "VEVENT",
        "VTODO",
        "VTIMEZONE",
        "STANDARD",
        "DAYLIGHT",
    }
    return []


def _feed(data: bytes) -> list[str]:
    parts = ElementTree.fromstring(data).iter()
    return [part.text or "" for part in parts if part.tag.startswith(ATOM) and part.get("type") in ("html", "xhtml")]


def _pdf(data: bytes) -> list[str]:
    assert data.startswith(b"%PDF-")
    assert not RUN_BY_A_READER.search(data)
    return []


def _archive(data: bytes) -> list[str]:
    pages = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            assert not {"/", ".."} & set(path.parts), name
            pages += pages_in(KINDS.get(path.suffix, ""), archive.read(name))
    return pages


KINDS = {".csv": "csv", ".json": "json", ".md": "markdown", ".ics": "calendar", ".html": "html"}
READ: dict[str, Callable[[bytes], list[str]]] = {
    "csv": _table,
    "jsonl": _lines,
    "json": _json,
    "markdown": _markdown,
    "calendar": _calendar,
    "atom": _feed,
    "pdf": _pdf,
    "zip": _archive,
    "html": lambda data: [data.decode()],
}
