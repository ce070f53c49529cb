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
BAR = 100  # ms
# What is typed or chosen -> the words that the plain SQL looks for, and what kind of search it is.
ASKED = {
    "words=traffic": ("traffic", "a word in every second"),
    "words=certificate": ("certificate", "a word in one of 50"),
    "words=zirconium": ("zirconium", "a word in one of 10,000"),
    "words=nowhere": ("nowhere", "a word in none"),
    "words=traffic+certificate": ("traffic", "two words"),
    "words=traff": ("traff:*", "the beginning of a word in every second"),
    "words=zirkonium": ("zirkonium", "a mistyped word"),
    "words=%22traffic+certificate%22": ("traffic <-> certificate", "a phrase"),
    "words=traffic+-certificate": ("traffic & !certificate", "a word without another"),
    "words=traffic&part=event&kind=incident": ("traffic", "a word and two filters"),
    "kind=incident": ("", "a filter alone"),
    "": ("", "nothing asked yet"),
}
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
    return [_row(named, word, client, f"{address}?{asked}", base) for asked, (word, named) in ASKED.items()]


def _row(named: str, word: str, client: Any, address: str, base: Page) -> tuple[str, str, str]:
    page = Page(address, lambda: client.get(address))
    page.look()
    of_page, of_floor = [], []
    for _ in range(ROUNDS):
        of_page.append(_milliseconds(page.ask))
        of_floor.append((_milliseconds(lambda: _plain(word)) if word else 0) + _milliseconds(base.ask))
    middle = statistics.median(a / b for a, b in zip(of_page, of_floor, strict=True))
    took = statistics.median(of_page)
    said = "reached" if took < BAR else "missed"
    figure = f"{took:.0f} ms, {said}; {middle:.2f}x, longest {max(of_page):.0f} ms, {page.sql} SQL"
    return (f"8  search among 50,000 documents: {named}", figure, "< 100 ms; <= 1.25x plain SQL + baseline")


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

    from postmortems.library.known_words import learn
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
    SearchDocument.objects.filter(source="bench", object_id__lte=10_000).update(is_learned=False)
    while learn():  # what the worker does; the first fifth has every word
        pass
    _analyze()
