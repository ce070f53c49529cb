"""The places where words stand, by the index of lexemes (`library_places`, migration 0043), the newest reviews first.

Plain SQL around the ORM's own: a function that gives rows has no place in a queryset, and the planner, left alone with
a word, unpacks every document instead of asking the index.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from postmortems.library.asking import Asked
from postmortems.library.models import SearchDocument
from postmortems.library.reachable import names_nobody, reachable
from postmortems.library.words_asked import any_of, each
from postmortems.reviews.models import Review
from postmortems.shared.statements import Statement

# A span of reviews after the other, the newest first: the next is looked at only while there are not enough places. A
# review lies in one span with all that belongs to it. OFFSET 0 keeps the places of a span in their order: each is held
# against the reviews only until there are enough. The vectors of those are fetched one by one: a join would read the
# whole table for them.
RANKED = """
WITH newest AS MATERIALIZED (
    SELECT document, review, part FROM {spans} span CROSS JOIN LATERAL (
        SELECT document, review, part FROM (
            SELECT * FROM {places}({asked}, span.members) ORDER BY review DESC, document DESC OFFSET 0
        ) place
        WHERE {fits} AND (part = %s OR %s = '')
        ORDER BY review DESC, document DESC LIMIT %s
    ) found
    LIMIT %s
)
SELECT document, review, part,
    (SELECT ts_rank(lexemes, {asked}) FROM postmortems_searchdocument WHERE id = document)
FROM newest
"""
STANDS = """EXISTS (SELECT FROM library_spans() span CROSS JOIN LATERAL (
    SELECT FROM library_places({asked}, span.members) WHERE {fits} LIMIT 1
) found)"""
EVERYWHERE = Statement("library_spans()", ())


def ranked(
    user: User,
    asked: Asked,
    *,
    among: QuerySet[Review] | Sequence[int] | None = None,
    all_words: bool = True,
    part: str = "",
    most: int,
) -> list[tuple[int, int, str, float]]:
    """The newest places with any of the words in reviews that this person may see, have what is asked for and are
    `among` these: document, review, part and rank; one query. Keys stand for a few reviews, the newest first, all of
    which may be seen: where somebody looks through those alone, no index of words is asked.
    """
    if isinstance(among, Sequence):
        spans, places = Statement("library_spans_of(%s::bigint[])", (list(among),)), "library_places_of"
    else:
        spans, places = EVERYWHERE, "library_places"
    words, fits = compiled(any_of(asked)), _fits(user, asked, among, places=places, all_words=all_words)
    # The parts are the ORM's own SQL and this file's; what people typed is in the values.
    statement = RANKED.format(spans=spans.sql, places=places, asked=words.sql, fits=fits.sql)  # nosec
    values = (*spans.values, *words.values, *fits.values, part, part, most, most, *words.values)
    return Statement(statement, values).ask({})


def standing(user: User, several: list[Asked]) -> list[bool]:
    """Of each of these whether this person would find it anywhere; one query."""
    parts = [(compiled(any_of(one)), _fits(user, one, None, all_words=False)) for one in several]
    if not parts:
        return []
    questions = ", ".join(STANDS.format(asked=words.sql, fits=fits.sql) for words, fits in parts)
    values = [value for words, fits in parts for value in (*words.values, *fits.values)]
    return list(Statement(f"SELECT {questions}", tuple(values)).ask({})[0])


def _fits(
    user: User,
    asked: Asked,
    among: QuerySet[Review] | Sequence[int] | None,
    *,
    all_words: bool,
    places: str = "library_places",
) -> Statement:
    """A condition on `review`, one of a `span`."""
    is_few = isinstance(among, Sequence)
    parts = [] if is_few else [reachable(user)]
    parts.append(names_nobody(asked, in_span=not is_few))
    if isinstance(among, QuerySet):
        rows = Statement.of(among.order_by().values("pk"))
        parts.append(Statement(f"review IN ({rows.sql})", rows.values))
    wanted = each(asked)
    parts += [_with(one, places) for one in wanted if all_words and len(wanted) > 1]
    parts += [_with(one, places, is_there="NOT IN") for one in each(Asked(words=asked.without))]
    return Statement(" AND ".join(part.sql for part in parts), tuple(v for part in parts for v in part.values))


def _with(word: Any, places: str, *, is_there: str = "IN") -> Statement:
    """That this word or phrase stands somewhere in the review, or does not."""
    found = compiled(word)
    return Statement(f"review {is_there} (SELECT review FROM {places}({found.sql}, span.members))", found.values)  # nosec


def compiled(expression: Any) -> Statement:
    """What the ORM writes for an expression about documents."""
    rows = SearchDocument.objects.all()
    sql, values = rows.query.get_compiler(using=connection.alias).compile(expression.resolve_expression(rows.query))
    return Statement(sql, tuple(values))
