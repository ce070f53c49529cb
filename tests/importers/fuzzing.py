"""What must hold for any bytes at all: they are read or refused with a place, and no line vanishes.

`attempt(seed)` damages one of our samples, or two of them spliced; `run(seconds)` does so until the time is over.
"""

import datetime as dt
import io
import random
import time
from pathlib import Path

from postmortems.intake.filling import storable
from postmortems.timeline.importers import chat, slack_export
from postmortems.timeline.importers.chat import numbered
from postmortems.timeline.importers.decoding import text_of
from postmortems.timeline.importers.entries import Entry, NotRead
from postmortems.timeline.importers.registry import importer_for
from postmortems.timeline.importers.result import CannotReadError
from tests.importers.exports import two_channels

NEAR = dt.date(2026, 6, 1)
SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "samples").rglob("*.*"))]
EXPORT = two_channels()
PIECES = (
    b"\x00",
    b"\n",
    b"\r",
    b"[",
    b"{",
    b'"',
    b"\xff",
    b"\xe2\x80\x8e",
    b"10:23 ",
    b": ",
    b"\\u0000",
    b"\\ud800",
    b"99:99",
    b"2026-02-30 ",
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some changed, doubled, lost, moved, or put between."""
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(broken) + 1)
        span = slice(at, at + chance.choice((1, 1, 2, 7, 40, 400)))
        what = chance.randrange(5)
        if what == 0:
            broken[span] = bytes(chance.randrange(256) for _ in broken[span])
        elif what == 1:
            broken[span] = b""
        elif what == 2:
            broken[span] = broken[span] * chance.choice((2, 30))
        elif what == 3:
            broken[at:at] = chance.choice(PIECES)
        else:
            other = chance.randrange(len(broken) + 1)
            broken[at:at] = broken[other : other + 60]
    return bytes(broken)


def attempt(seed: int) -> bool:
    """Damage something and read it; True when it could be read. Raises AssertionError for what must not be."""
    chance = random.Random(seed)
    if chance.randrange(8) == 0:
        return holds_for_export(damaged(EXPORT, chance))
    data = chance.choice(SAMPLES)
    if chance.randrange(4) == 0:
        data = data[: chance.randrange(len(data))] + chance.choice(SAMPLES)
    if chance.randrange(6) == 0:
        data = data.decode("utf-8", "ignore").encode(chance.choice(("utf-16", "utf-16-le", "utf-8-sig")))
    return holds(damaged(data, chance) if chance.randrange(10) else data)


def holds(data: bytes) -> bool:
    """Read or refused, with nothing lost; whether it was read."""
    importer = importer_for(data)
    if importer is None:
        return False
    try:
        items = list(numbered(importer.read(data, NEAR)))
    except CannotReadError as error:
        return refused_with_a_place(error)
    for item in items:
        assert item.line >= 1 and item.source.strip()  # noqa: PT018
        storable(item.source).encode()
        if isinstance(item, Entry):
            storable(item.text + item.who + item.identity).encode()
            assert item.text.strip()
    entries = [item.identity for item in items if isinstance(item, Entry)]
    assert len(set(entries)) == len(entries)
    if importer is chat:
        assert words_of("\n".join(item.source for item in items)) == words_of(text_of(data, most=chat.LARGEST))
    return True


def refused_with_a_place(error: CannotReadError) -> bool:
    """Never read; its problems say where."""
    assert 1 <= len(error.problems) <= 20
    assert all(problem.line >= 1 and problem.column >= 1 and problem.words for problem in error.problems)
    return False


def holds_for_export(data: bytes) -> bool:
    """The same for a ZIP."""
    if not slack_export.recognises(data):
        return holds(data)
    try:
        archive = slack_export.open_archive(io.BytesIO(data))
        people = slack_export.people_in(archive)
        items = [item for _done, day in slack_export.read_days(archive, sorted(archive.days), people) for item in day]
    except CannotReadError as error:
        return refused_with_a_place(error)
    assert all(isinstance(item, Entry | NotRead) for item in items)
    return True


def words_of(text: str) -> list[str]:
    """The lines that say anything."""
    return [line for line in text.split("\n") if any(map(str.isalnum, line))]


def run(seconds: float, *, start: int = 0) -> tuple[int, int]:
    """How many were tried, and how many of them could be read. The seed stands in what it raises."""
    ends, tried, read = time.monotonic() + seconds, 0, 0
    while time.monotonic() < ends:
        seed = start + tried
        try:
            read += attempt(seed)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        tried += 1
    return tried, read
