"""Reads that are put into SQL once in a process and asked many times.

Django writes a query anew at every request; "what may this person see" takes longer to write than to answer. Here marks
stand for what differs from one request to the next, so the rules stay where they are, in the ORM.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import FETCH_RAISE, QuerySet

from accounts.models import User

# No row and no calendar has these. What a statement is asked with takes their place.
PERSON, REVIEW, ROW = -7_000_000_001, -7_000_000_002, -7_000_000_003
TODAY, WEEK_ENDS, SINCE, DAY = (dt.date(1, 1, number) for number in (1, 2, 3, 4))


def somebody() -> User:
    """Who stands for the person who asks. Only who they are, and that they are active, may go into a statement; a rule
    that asks anything else of them raises FieldFetchBlocked here, and never becomes somebody else's answer.
    """
    return User.from_db("default", ["id", "is_active"], [PERSON, True], fetch_mode=FETCH_RAISE)


@dataclass(frozen=True)
class Statement:
    sql: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Self:
        """What the ORM would ask for these rows."""
        return cls(*rows.query.sql_with_params())

    @classmethod
    def counting(cls, several: list[QuerySet[Any, Any]]) -> Self:
        """How many there are of each, as one row."""
        parts = [cls.of(rows) for rows in several]
        counts = ", ".join(f"(SELECT count(*) FROM ({part.sql}) c)" for part in parts)
        return cls(f"SELECT {counts}", tuple(value for part in parts for value in part.values))

    def ask(self, said: dict[Any, Any]) -> list[tuple[Any, ...]]:
        """The rows, with what is `said` for each mark; one query."""
        values = [said.get(value, value) if isinstance(value, int | dt.date) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return cursor.fetchall()
