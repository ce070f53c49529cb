"""A paste of 10,000 lines, from Send to the page that shows it: read, written down, looked at."""

import statistics
import time
import uuid
from typing import Any

from bench._ground import world

TRIES = 5
LINES = 10_000


def rows() -> list[tuple[str, str, str]]:
    here = world()
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(here.reader)
    found = [_paste(client, here.short.ref) for _ in range(TRIES)]
    return [
        (
            "4  10,000 pasted lines, from Send to the page that shows them",
            f"{statistics.median(found):.0f} ms",
            "<= 2 s",
        )
    ]


def _paste(client: Any, ref: str) -> float:
    fields = {"form_key": uuid.uuid4(), "text": _chat()}
    started = time.perf_counter()
    answer = client.post(f"/reviews/{ref}/intake/", fields, follow=True)
    taken = (time.perf_counter() - started) * 1000
    assert f"{LINES:,} lines" in answer.content.decode().replace(str(LINES), f"{LINES:,}"), answer.status_code
    return taken


def _chat() -> str:
    return "\n".join(
        f"[{n // 60 % 24:02d}:{n % 60:02d}] person{n % 12}: line {n}, the pool on db-2 is full and somebody looks"
        for n in range(LINES)
    )
