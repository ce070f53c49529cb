"""Bars 1 to 7 of the performance goals: processor time, statements and bytes of pages, beside the bundled baseline.

Rounds are interleaved and the median of each round's ratio is shown, because a machine is never quiet.
"""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench._ground import FEW, MANY, World, fill_reviews, world

ROUNDS, REQUESTS = 9, 5
Ask = Callable[[], Any]


@dataclass
class Page:
    """What one request costs: milliseconds of processor time (of this process), statements, bytes."""

    name: str
    ask: Ask
    sql: int = 0
    size: int = 0
    packed: int = 0

    def look(self) -> None:
        """Ask twice, so that caches are as warm as after a minute of use, and keep what does not vary."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.ask()
        with CaptureQueriesContext(connection) as queries:
            answer = self.ask()
        assert answer.status_code == 200, (self.name, answer.status_code)
        self.sql, self.size = len(queries), len(answer.content)
        self.packed = len(gzip.compress(answer.content, compresslevel=6))

    def cpu(self) -> float:
        started = time.process_time()
        for _ in range(REQUESTS):
            self.ask()
        return (time.process_time() - started) / REQUESTS * 1000

    def wall(self) -> float:
        started = time.perf_counter()
        for _ in range(REQUESTS):
            self.ask()
        return (time.perf_counter() - started) / REQUESTS * 1000


def ratios(pages: list[Page], to: Page) -> dict[str, float]:
    """The median over the rounds of each page's processor time against `to`'s in the same round."""
    found: dict[str, list[float]] = {page.name: [] for page in pages}
    for _ in range(ROUNDS):
        base = to.cpu()
        for page in pages:
            found[page.name].append(page.cpu() / base)
    return {name: statistics.median(values) for name, values in found.items()}


def rows() -> list[tuple[str, str, str]]:
    here = world()
    return [*_pages(here), *_long_list(here)]


def _pages(here: World) -> list[tuple[str, str, str]]:
    from django.test import Client

    client = Client()
    client.force_login(here.reader)
    fill_reviews(here.reader, FEW)
    asked = {name: Page(name, ask) for name, ask in _asks(client, here).items()}
    for page in asked.values():
        page.look()
    base = asked.pop("rows")
    against = ratios(list(asked.values()), base)
    size, packed = max(p.size for p in asked.values()), max(p.packed for p in asked.values())
    small, long, listed = asked["review, 50 events"], asked["review, 500 events"], asked["reviews"]
    changes = [page for name, page in asked.items() if name.startswith("one ")]
    return [
        ("baseline: 50 of 100,000 rows", f"{base.cpu():.1f} ms, {base.sql} SQL, {base.size / 1024:.0f} KB", ""),
        ("1  list of reviews", f"{against[listed.name]:.2f}x, {listed.sql} SQL", "<= 1.2x, <= 8 SQL"),
        ("1  board of action items", f"{against['actions']:.2f}x, {asked['actions'].sql} SQL", "<= 1.2x, <= 8 SQL"),
        ("3  SQL of a review with 50 and 500 events", f"{small.sql} and {long.sql}", "equal, <= 12"),
        ("4  review with 500 events and 50 action items", f"{against[long.name]:.2f}x", "<= 1.0x"),
        ("5  the same from 50 to 500 events", f"{against[long.name] / against[small.name]:.2f}x", "<= 1.5x"),
        ("6  bytes of the largest page", f"{size / base.size:.1f}x", "<= 4x"),
        ("6  the largest page, compressed", f"{packed / 1024:.0f} KB", "<= 40 KB"),
        *[(f"7  {p.name}", f"{against[p.name]:.2f}x, {p.sql} SQL", "<= 0.4x, <= 8 SQL") for p in changes],
    ]


def _asks(client: Any, here: World) -> dict[str, Ask]:
    """Every page and fragment that is measured, as a call."""
    from django.urls import reverse

    def get(name: str, *args: object) -> Ask:
        address = reverse(name, args=args)
        return lambda: client.get(address)

    def fragment(name: str, *args: object) -> Ask:
        address = reverse(name, args=args)
        return lambda: client.get(address, headers={"hx-request": "true"})

    long = here.long
    return {
        "rows": get("rows"),
        "home": get("home"),
        "reviews": get("reviews"),
        "actions": get("actions"),
        "review, 50 events": get("review", here.short.ref),
        "review, 500 events": get("review", long.ref),
        "one event": fragment("timeline-event", long.ref, long.events.first().pk),
        "one factor": fragment("factor", long.ref, long.factors.first().pk),
        "one action item": fragment("action", long.actions.first().pk),
    }


def _long_list(here: World) -> list[tuple[str, str, str]]:
    """Bars 2 and 3: the first and the last page of the list, with a thousand reviews and with a hundred thousand."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(here.reader)
    list_page, review = reverse("reviews"), reverse("review", args=[here.long.ref])
    last = f"{list_page}?before=40"
    few = [_wall(client, page) for page in (list_page, last)]
    few_sql = _sql(client, list_page), _sql(client, review)
    fill_reviews(here.reader, MANY)
    many = [_wall(client, page) for page in (list_page, last)]
    many_sql = _sql(client, list_page), _sql(client, review)
    words = ", ".join(f"{b / a:.2f}x" for a, b in zip(few, many, strict=True))
    return [
        ("2  first and last page of the list, 100,000 beside 1,000", words, "<= 1.2x"),
        ("3  SQL of list and review with 1,000 and 100,000 reviews", f"{few_sql} and {many_sql}", "equal"),
    ]


def _wall(client: Any, address: str) -> float:
    page = Page(address, lambda: client.get(address))
    page.look()
    return statistics.median(page.wall() for _ in range(ROUNDS))


def _sql(client: Any, address: str) -> int:
    page = Page(address, lambda: client.get(address))
    page.look()
    return page.sql
