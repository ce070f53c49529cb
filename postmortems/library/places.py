"""The places where words stand, by the index of lexemes (`library_places`, migration 0042), the newest reviews first.

Plain SQL around the ORM's own: a function that gives rows has no place in a queryset, and the planner, left alone with
a word, unpacks every document instead of asking the index.
"""

from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from postmortems.library.asking import Asked
from postmortems.library.models import SearchDocument
from postmortems.library.words_asked import any_of
from postmortems.reviews.models import Review

# OFFSET 0 keeps the places in their order: each is held against the reviews only until there are enough of them.
RANKED = """
WITH newest AS MATERIALIZED (
    SELECT document, review, part FROM (
        SELECT * FROM library_places({asked}) ORDER BY review DESC, document DESC OFFSET 0
    ) place
    WHERE review IN ({reviews}) AND (part = %s OR %s = '')
    ORDER BY review DESC, document DESC LIMIT %s
)
SELECT document, newest.review, newest.part, ts_rank(lexemes, {asked})
FROM newest JOIN postmortems_searchdocument ON id = document
"""


def ranked(reviews: QuerySet[Review], asked: Asked, *, part: str = "", most: int) -> list[tuple[int, int, str, float]]:
    """The newest places with any of the words in these reviews: document, review, part and rank; one query."""
    words, said = compiled(any_of(asked))
    inside, values = reviews.order_by().values("pk").query.sql_with_params()
    # Both expressions are the ORM's own; what people typed is in the values.
    statement = RANKED.format(asked=words, reviews=inside)  # nosec
    with connection.cursor() as cursor:
        cursor.execute(statement, [*said, *values, part, part, most, *said])
        found: list[tuple[int, int, str, float]] = cursor.fetchall()
    return found


def reviews_with(word: Any) -> RawSQL:
    """The numbers of the reviews in which this word or phrase stands, as a subquery."""
    sql, values = compiled(word)
    return RawSQL(f"SELECT review FROM library_places({sql})", values)  # noqa: S611  # nosec


def compiled(expression: Any) -> tuple[str, list[Any]]:
    """What the ORM writes for an expression about documents."""
    rows = SearchDocument.objects.all()
    sql, values = rows.query.get_compiler(using="default").compile(expression.resolve_expression(rows.query))
    return sql, list(values)
