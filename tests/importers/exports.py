"""Slack exports as ZIP files, written by ourselves: whole, large, and hostile."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator

USERS = [{"id": "U1", "profile": {"display_name": "priya"}}, {"id": "U2", "profile": {"real_name": "Sven Kallas"}}]
FIRST = dt.date(2026, 6, 1)


def day_of(date: dt.date, *, count: int, words: str = "the pool on db-2 is full") -> bytes:
    """One day of a channel: `count` messages, the last written first as threads do."""
    midnight = int(dt.datetime.combine(date, dt.time(), dt.UTC).timestamp())
    messages = [
        {
            "type": "message",
            "user": f"U{n % 2 + 1}",
            "text": f"{n}: {words}",
            "ts": f"{midnight + n * 80_000 // count}.{n:06d}",
        }
        for n in range(count)
    ]
    return json.dumps(messages[::-1]).encode()


def export(files: dict[str, bytes], *, users: object = USERS) -> bytes:
    """A ZIP of these members and the list of people."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps(users))
        archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "inc-checkout"}]))
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def two_channels() -> bytes:
    """Two channels over three days."""
    days = [FIRST + dt.timedelta(days=n) for n in range(3)]
    files = {f"inc-checkout/{day}.json": day_of(day, count=20) for day in days}
    return export(files | {f"random/{day}.json": day_of(day, count=5, words="lunch?") for day in days})


def large(megabytes: int) -> Iterator[tuple[str, bytes]]:
    """Members of an export that is about so large unpacked: words that hardly pack, 2 MB a day."""
    for n in range(megabytes // 2):
        date = FIRST + dt.timedelta(days=n)
        yield f"inc-checkout/{date}.json", day_of(date, count=200, words=_rare(n))


def _rare(seed: int) -> str:
    """Ten kilobytes that pack badly, as people's words do."""
    import random

    return random.Random(seed).randbytes(5_000).hex()
