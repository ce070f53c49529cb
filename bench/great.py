"""The great size: 100,000 incidents, 2,000,000 events, 300,000 action items, 5,000 people. `--scale` makes it smaller.

Every page is measured twice in one run, among the newest hundredth and among all, beside the baseline of 50 rows.
"""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench._great_pages import READER, Asked, Door, asked_for
from bench._ground import world
from bench.crowd.size import BASE, Size

ALONE = True
ROUNDS = 5
BASELINE = "baseline: 50 of 100,000 rows"
TOLD = {
    "postmortems_review": "reviews",
    "postmortems_timelineevent": "events",
    "postmortems_actionitem": "action items",
    "postmortems_searchdocument": "documents",
    "accounts_user": "people",
}
Row = tuple[str, str, str]


@dataclass
class Looked:
    """What one page cost: processor time of this process beside the baseline's in the same round, the whole wait in
    milliseconds (database included), statements, bytes, bytes as they travel.
    """

    goal: str
    ratio: float
    wall: float
    sql: int
    size: int
    packed: int


def rows(scale: float = 1.0) -> list[Row]:
    here, size = world(), Size(scale)
    from bench.crowd.filling import choosing, counts, let_in, write_down

    newest = size.reviews // 100
    with choosing(size):
        let_in(size)
        write_down(size, first=size.reviews - newest + 1, last=size.reviews)
        few = _look(here.long, size)
        seconds = write_down(size, first=1, last=size.reviews - newest)
    many = _look(here.long, size)
    there = counts()
    told = ", ".join(f"{there[name]:,} {words}" for name, words in TOLD.items())
    made = [("   what was made", f"{told}, in {seconds:.0f} s", ""), ("   on disk", _disk(size), "")]
    return [*made, *_rows(few, many), *_work()]


def _disk(size: Size) -> str:
    from bench.crowd.filling import ask

    [(all_of_it,)] = ask("SELECT pg_database_size(current_database())")
    [(search,)] = ask("SELECT pg_total_relation_size('postmortems_searchdocument')")
    each = all_of_it / size.reviews / 1024
    return f"{all_of_it / 1024**3:.1f} GB, {each:.0f} KB a review, {search / all_of_it:.0%} of it for search"


def _rows(few: dict[str, Looked], many: dict[str, Looked]) -> list[Row]:
    base = many.pop(BASELINE)
    found = [(BASELINE, f"{base.wall:.0f} ms, {base.sql} SQL, {base.size / 1024:.0f} KB", "")]
    for name, page in many.items():
        small = few[name]
        figure = (
            f"{page.ratio:5.2f}x, {page.wall:5.0f} ms, {page.wall / small.wall:5.2f}x of a hundredth, "
            f"{page.sql} SQL{'' if page.sql == small.sql else f' ({small.sql})'}, {page.size / base.size:.1f}x bytes, "
            f"{page.packed / 1024:.0f} KB"
        )
        found.append((name, figure, page.goal))
    return found


def _look(long: Any, size: Size) -> dict[str, Looked]:
    base = Asked(BASELINE, Door(READER).page("rows"), "")
    pages = [base, *asked_for(long, BASE + size.reviews)]
    firsts = [_first(page) for page in pages]
    cpu: dict[str, list[float]] = {page.name: [] for page in pages}
    wall: dict[str, list[float]] = {page.name: [] for page in pages}
    for _ in range(ROUNDS):
        for page in pages:
            spent, waited = _timed(page.ask)
            cpu[page.name].append(spent / (cpu[BASELINE][-1] if page is not base else 1))
            wall[page.name].append(waited)
    middle = statistics.median
    return {
        page.name: Looked(page.goal, middle(cpu[page.name]), middle(wall[page.name]), *first)
        for page, first in zip(pages, firsts, strict=True)
    }


def _first(page: Asked) -> tuple[int, int, int]:
    """Ask twice, so that caches are warm, and keep what does not vary: statements, bytes, bytes as they travel."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page.ask()
    with CaptureQueriesContext(connection) as queries:
        answer = page.ask()
    assert answer.status_code == 200, (page.name, answer.status_code)
    body = b"".join(answer) if answer.streaming else answer.content
    return len(queries), len(body), len(gzip.compress(body, compresslevel=6))


def _timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of processor time, and of waiting."""
    spent, waited = time.process_time(), time.perf_counter()
    ask()
    return (time.process_time() - spent) * 1000, (time.perf_counter() - waited) * 1000


def _work() -> list[Row]:
    """What is done without anybody waiting, once at this size: processor time of this process, and how long it took."""
    from postmortems.followup.services import remind
    from postmortems.library import known_words
    from postmortems.outgoing.feed import shared_with
    from postmortems.wording.judge import judge

    reader = Door(READER).user
    words = "The push tool lets a route change through without showing the drain list. " * 80
    judge(words)
    found = [
        ("11 reminders, the first look of a day", remind, "<= 10 s a core for 100,000 open items"),
        ("11 reminders, the next look", remind, ""),
        ("   feed of what was shared", lambda: shared_with(reader), ""),
        ("9  guard, 1,000 words, with everybody's names", lambda: judge(words), "<= 10 ms on a core"),
        ("   words that stand nowhere any more, each night", known_words.forget, "< 30 s"),
    ]
    return [(name, "{:.0f} ms of processor, {:.0f} ms".format(*_timed(work)), goal) for name, work, goal in found]
