"""Lets a crowd in: people first, then reviews with all that belongs to them, some hundred at a time.

The application's own role inserts, so that every constraint, fence and trigger has its say. As the tables' owner only
that is done which only it may: sequences, ANALYZE, and building the search index once at the end, not word by word.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from bench.crowd.size import Size
from bench.crowd.words import guarded, lists
from postmortems.language import Level
from postmortems.library import known_words
from postmortems.shared.db import as_owner
from postmortems.shared.models import Counter
from postmortems.shared.text import RENDERER_VERSION
from postmortems.wording.known import known

BATCH = 200  # reviews in a statement
WRITERS = os.cpu_count() or 1
WRITTEN = ("reviews", "stories", "promises")
INDEX = "search_document_lexemes"
NUMBERED = ("accounts_user", "accounts_team", "postmortems_service", "postmortems_tag", "postmortems_review",
            "postmortems_incident", "postmortems_contributingfactor", "postmortems_actionitem")  # fmt: skip
UNLEARNED = "SELECT id FROM postmortems_searchdocument WHERE NOT is_learned AND mod(id, 50) > 0 LIMIT 50000"
COUNTS = """
SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


@contextmanager
def choosing(size: Size) -> Iterator[None]:
    """While this lasts, rows of this size can choose."""
    _as_owner(*statements("choosing"), values=size.values)
    try:
        yield
    finally:
        _as_owner("DROP SCHEMA crowd CASCADE")


def let_in(size: Size) -> None:
    """The people, teams and services; nobody else has an id above BASE yet. What they are going to write is judged."""
    for statement in statements("people"):
        run(statement, size.values | said())
    _judge()


def write_down(size: Size, *, first: int, last: int) -> float:
    """Reviews `first` to `last` of this size; seconds that it took. Others may be written later, before or behind."""
    began, values = time.perf_counter(), size.values | said()
    parts = [values | {"first": at, "last": min(at + BATCH - 1, last)} for at in range(first, last + 1, BATCH)]
    with _without_index(), ThreadPoolExecutor(WRITERS) as writers:
        for _done in writers.map(_write_apart, parts):
            pass
        _learn()
    _finish()
    return time.perf_counter() - began


def write(part: dict[str, Any]) -> None:
    """The reviews of one part, in one go, without the limit of a request."""
    run("SET statement_timeout = 0")
    for name in WRITTEN:
        for statement in statements(name):
            run(statement, part)


def _write_apart(part: dict[str, Any]) -> None:
    """The same on a connection of this thread."""
    write(part)
    connection.close()


def statements(name: str) -> list[str]:
    """Those of a file beside this one, each with what it is about."""
    return (Path(__file__).parent / f"{name}.sql").read_text().strip().removesuffix(";").split(";\n")


def said() -> dict[str, Any]:
    return {**lists(), "renderer": RENDERER_VERSION}


def _judge() -> None:
    """The guard, with everybody's names, lets every sentence through."""
    guard = known()
    blaming = [words for said in guarded().values() for words in said if guard.check(words).level == Level.BLAME]
    assert not blaming, blaming[:5]


@contextmanager
def _without_index() -> Iterator[None]:
    """Meanwhile the index of what search looks through is away; afterwards it is as the migration makes it."""
    [(made,)] = ask("SELECT indexdef FROM pg_indexes WHERE indexname = %(name)s", {"name": INDEX})
    _as_owner(f"DROP INDEX {INDEX}")
    yield
    _as_owner("SET maintenance_work_mem = '512MB'", made)


def _learn() -> None:
    """The words of every fiftieth new document become known ones, as the worker's task would learn all of them in the
    next hours: the same words come back in the others.
    """
    while run(f"UPDATE postmortems_searchdocument SET is_learned = true WHERE id IN ({UNLEARNED})"):
        pass
    while known_words.learn():
        pass


def _finish() -> None:
    """Sequences, the counter of reviews, and what autovacuum would do a minute later."""
    [(top,)] = ask("SELECT max(number) FROM postmortems_review")
    Counter.objects.update_or_create(name="review", defaults={"last": top})
    moved = [f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}" for name in NUMBERED]
    _as_owner(*moved, "VACUUM ANALYZE")


def counts() -> dict[str, int]:
    """How many rows each table has, as the last VACUUM counted them."""
    return dict(ask(COUNTS))


def _as_owner(*told: str, values: dict[str, Any] | None = None) -> None:
    with as_owner():
        run("SET statement_timeout = 0")
        for statement in told:
            run(statement, values)


def run(statement: str, values: dict[str, Any] | None = None) -> int:
    """How many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def ask(statement: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
