"""Bar 8: a search among 50,000 documents of two kilobytes, beside the plain SQL that finds the same and the baseline.

The plain SQL knows no person: it takes the newest thousand documents with the word, ranks them and marks the best ten.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from bench._ground import _analyze, _run, fill_reviews, world
from bench.pages import Page

REVIEWS, DOCUMENTS, BATCH, ROUNDS = 2_000, 50_000, 100, 15
# word -> one in how many documents has it
WORDS = {"traffic": 2, "certificate": 50, "zirconium": 10_000, "nowhere": 0}
PLAIN = """
WITH newest AS (
    SELECT id, words, lexemes FROM postmortems_searchdocument WHERE lexemes @@ to_tsquery('english', %(word)s)
    ORDER BY review_id DESC, id DESC LIMIT 1000
), best AS (
    SELECT id, words, ts_rank(lexemes, to_tsquery('english', %(word)s)) AS rank FROM newest ORDER BY rank DESC LIMIT 10
)
SELECT id, ts_headline('english', words, to_tsquery('english', %(word)s), 'MaxFragments=2') FROM best
"""


def rows() -> list[tuple[str, str, str]]:
    from django.test import Client
    from django.urls import reverse

    here, client = world(), Client()
    client.force_login(here.reader)
    fill_reviews(here.reader, REVIEWS)
    _fill()
    base = Page("rows", lambda: client.get(reverse("rows")))
    base.look()
    address = reverse("library")
    found = [_row(word, share, client, f"{address}?words={word}", base) for word, share in WORDS.items()]
    return [*found, _row("traffic certificate", 1, client, f"{address}?words=traffic+certificate", base)]


def _row(word: str, share: int, client: Any, address: str, base: Page) -> tuple[str, str, str]:
    page = Page(address, lambda: client.get(address))
    page.look()
    of_page, of_floor = [], []
    for _ in range(ROUNDS):
        of_page.append(_milliseconds(page.ask))
        of_floor.append(_milliseconds(lambda: _plain(word.split()[0])) + _milliseconds(base.ask))
    middle = statistics.median(a / b for a, b in zip(of_page, of_floor, strict=True))
    named = f"in one of {share}" if share > 1 else "two words" if share else "in none"
    figure = f"{middle:.2f}x, {statistics.median(of_page):.0f} ms, longest {max(of_page):.0f} ms, {page.sql} SQL"
    return (f"8  search among 50,000 documents, a word {named}", figure, "<= 1.25x plain SQL + baseline, < 100 ms")


def _milliseconds(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _plain(word: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"word": word})
        cursor.fetchall()


def _fill() -> None:
    """Documents of about two kilobytes, 300 words of a vocabulary of 5,000, spread over the reviews; once."""
    from django.db import connection

    from postmortems.library.models import SearchDocument

    if SearchDocument.objects.filter(source="bench").exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
    insert = """
        INSERT INTO postmortems_searchdocument
            (source, object_id, review_id, part, words, lexemes, is_settled, code, sign, anchor, is_learned)
        SELECT 'bench', n, review, 'event', words, library_lexemes(words, 'D'), true, '', '', '', true FROM (
            SELECT n, (SELECT array_agg(id) FROM postmortems_review) AS ids, concat_ws(' ',
                CASE WHEN n %% 2 = 0 THEN 'traffic' END, CASE WHEN n %% 50 = 0 THEN 'certificate' END,
                CASE WHEN n %% 10000 = 0 THEN 'zirconium' END,
                (SELECT string_agg('w' || (random() ^ 3 * 5000)::int, ' ') FROM generate_series(1, 300 + n * 0))
            ) AS words FROM generate_series(%s, %s) n) made,
            LATERAL (SELECT ids[1 + n %% cardinality(ids)] AS review) placed
    """
    for first in range(1, DOCUMENTS, BATCH):  # one statement may take half a minute at most
        _run(insert, first, first + BATCH - 1)
    _analyze()
