"""The great size: 100,000 incidents, 2,000,000 events, 300,000 action items, 5,000 people. `--scale` makes it smaller.

Every page is measured twice in one run, among the newest hundredth and among all, beside the baseline of 50 rows.
"""

import gzip
import json
import os
import re
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench._bars import KB, Bar, Looked
from bench._great_pages import READER, Asked, Door, asked_for
from bench._ground import asleep, world
from bench.crowd.size import BASE, Size

ALONE = True
MADE = "great.json"  # written when all of it is there
ROUNDS, PATIENCE = 5, 2.0  # a page that takes longer than so many seconds in all is asked fewer times
TOLD = {
    "postmortems_review": "reviews",
    "postmortems_timelineevent": "events",
    "postmortems_actionitem": "action items",
    "postmortems_searchdocument": "documents",
    "accounts_user": "people",
}
Row = tuple[str, str, str]


def rows(scale: float = 1.0, keep: Path | None = None, only: str = "") -> Iterator[Row]:
    """What was made comes first, then a page after the other as it is measured; `only` those with a name like this."""
    here, size = world(keep), Size(scale)
    data = Path(os.environ["DATA_DIR"])
    if not (data / MADE).exists():
        _fill(size, data)
    yield from _made(size, json.loads((data / MADE).read_text()))
    with _at("few"):
        few = {page.name: _look(page, base) for base, page in _pages(here.long, size, only)}
        yield ("   measured among the newest hundredth", f"{len(few)} pages", "")
    floor = None
    for base, page in _pages(here.long, size, only):
        if floor is None:
            floor = _look(base, base)
            yield _row(base, floor, floor, floor)
        yield _row(page, few[page.name], _look(page, base), floor)
    yield from [] if only else _work()


def _fill(size: Size, data: Path) -> None:
    """The newest hundredth first; how the database was then stays beside what it became."""
    from bench.crowd.filling import choosing, let_in, write_down

    newest = size.reviews // 100
    with choosing(size):
        let_in(size)
        write_down(size, first=size.reviews - newest + 1, last=size.reviews)
        with asleep() as cluster:
            subprocess.run(["cp", "-a", cluster.folder, data / "few"], check=True)
        seconds = write_down(size, first=1, last=size.reviews - newest)
    (data / MADE).write_text(json.dumps({"reviews": size.reviews, "seconds": seconds}))


@contextmanager
def _at(name: str) -> Iterator[None]:
    """While this lasts, the database is as it was then, but for the schema: what is kept may be older than that."""
    from django.core.management import call_command

    with asleep() as cluster:
        now, cluster.folder = cluster.folder, cluster.data_dir / name
    call_command("migrate", verbosity=0)
    yield
    with asleep() as cluster:
        cluster.folder = now


def _pages(long: Any, size: Size, only: str) -> Iterator[tuple[Asked, Asked]]:
    """Each page with the baseline that is asked in turn with it."""
    base = Asked("   baseline: 50 of 100,000 rows", Door(READER).page("rows"), Bar(pages=False))
    for page in asked_for(long, BASE + size.reviews):
        if re.search(only, page.name):
            yield base, page


def _made(size: Size, made: dict[str, float]) -> Iterator[Row]:
    """Refuses files that another scale has filled."""
    from bench.crowd.filling import ask, counts

    assert made["reviews"] == size.reviews, made
    there = counts()
    told = ", ".join(f"{there[name]:,} {words}" for name, words in TOLD.items())
    yield ("   what was made", f"{told}, in {made['seconds']:.0f} s", "")
    [(all_of_it,)] = ask("SELECT pg_database_size(current_database())")
    [(search,)] = ask("SELECT pg_total_relation_size('postmortems_searchdocument')")
    each = f"{all_of_it / size.reviews / KB:.0f} KB a review"
    yield ("   on disk", f"{all_of_it / KB**3:.1f} GB, {each}, {search / all_of_it:.0%} of it for search", "")


def _row(page: Asked, few: Looked, many: Looked, floor: Looked) -> Row:
    sql = f"{many.sql} SQL" if many.sql == few.sql else f"{many.sql} SQL ({few.sql})"
    figure = (
        f"{many.ratio:5.2f}x, {many.wall:5.0f} ms, {many.wall / few.wall:5.2f}x of a hundredth, "
        f"{sql}, {many.size / KB:.0f} KB, {many.packed / KB:.0f} KB packed"
    )
    return (page.name, figure, page.bar.told(many, floor))


def _look(page: Asked, base: Asked) -> Looked:
    """The page and the baseline in turn; the middle ratio of processor time, the middle wait."""
    first = _first(page)
    ratios: list[float] = []
    waits: list[float] = []
    while len(ratios) < ROUNDS and sum(waits) < PATIENCE * 1000:
        against, _waited = _timed(base.ask)
        spent, waited = _timed(lambda: _read(page.ask()))
        ratios.append(spent / against)
        waits.append(waited)
    return Looked(statistics.median(ratios), statistics.median(waits), *first)


def _first(page: Asked) -> tuple[int, int, int]:
    """Ask twice, so that caches are warm, and keep what does not vary: statements, bytes, bytes as they travel."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _read(page.ask())
    with CaptureQueriesContext(connection) as queries:
        answer = page.ask()
        body = _read(answer)
    assert answer.status_code == 200, (page.name, answer.status_code)
    return len(queries), len(body), len(gzip.compress(body, compresslevel=6))


def _read(answer: Any) -> bytes:
    """All of it, also where it is read from the database while it is sent."""
    return b"".join(answer) if answer.streaming else answer.content


def _timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of processor time, and of waiting."""
    spent, waited = time.process_time(), time.perf_counter()
    ask()
    return (time.process_time() - spent) * 1000, (time.perf_counter() - waited) * 1000


def _work() -> Iterator[Row]:
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
    for name, work, goal in found:
        yield (name, "{:.0f} ms of processor, {:.0f} ms".format(*_timed(work)), goal)
