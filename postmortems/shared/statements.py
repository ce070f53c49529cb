"""Reads that are put into SQL once in a process and asked many times, and their rows as objects.

Django writes a query anew at every request; "what may this person see" takes longer to write than to answer. Here marks
stand for what differs from one request to the next, so the rules stay where they are, in the ORM.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models import FETCH_RAISE, QuerySet

# No row has these. What a statement is asked with takes their place. NUMBER fits where others are out of range.
PERSON, REVIEW, ROW, NUMBER = -7_000_000_001, -7_000_000_002, -7_000_000_003, 2_147_483_629
NOW = dt.datetime(1, 1, 5, tzinfo=dt.UTC)


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
        # The parts are the ORM's own SQL; what people typed is in the values.
        counts = ", ".join(f"(SELECT count(*) FROM ({part.sql}) c)" for part in parts)  # nosec
        return cls(f"SELECT {counts}", tuple(value for part in parts for value in part.values))

    def said(self, said: dict[Any, Any]) -> "Statement":
        """The same with what is said for each mark."""
        marks = int | str | dt.date
        return Statement(self.sql, tuple(said.get(v, v) if isinstance(v, marks) else v for v in self.values))

    def ask(self, said: dict[Any, Any]) -> list[tuple[Any, ...]]:
        """The rows, with what is `said` for each mark; one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.said(said).values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class Columns:
    """The columns of one table at the end of a lookup ("", "owner", "review__team"), all of them unless some are named.
    Anything else asked of its objects later is a mistake in the program and raises FieldFetchBlocked, unless another
    `mode` of fetching is named.
    """

    def __init__(self, model: Any, at: str = "", only: Iterable[str] = (), *, mode: Any = FETCH_RAISE) -> None:
        self.mode = mode
        names = [field.attname for field in model._meta.concrete_fields]
        self.model, self.names = model, [name for name in names if not only or name in only]
        self.lookups = [f"{at}__{name}" if at else name for name in self.names]
        fields = [field for field in model._meta.concrete_fields if field.attname in self.names]
        # What a driver gives as it is stored and a field reads: JSON.
        self.readers = {
            place: field.from_db_value for place, field in enumerate(fields) if hasattr(field, "from_db_value")
        }

    def known(self, values: tuple[Any, ...], seen: dict[Any, Any]) -> Any:
        """The object with these values; the same one for the same row; None where there is no row."""
        key = self.model, values[0]
        if key not in seen:
            there = values[0] is not None
            read = self._read(values) if there else values
            seen[key] = self.model.from_db("default", self.names, read, fetch_mode=self.mode) if there else None
        return seen[key]

    def _read(self, values: tuple[Any, ...]) -> list[Any]:
        read = list(values)
        for place, reader in self.readers.items():
            read[place] = reader(values[place], None, connection)
        return read


class Shape:
    """Several tables side by side."""

    def __init__(self, *parts: Columns) -> None:
        self.parts = parts
        self.lookups = [lookup for part in parts for lookup in part.lookups]

    def objects(self, row: tuple[Any, ...], seen: dict[Any, Any] | None = None) -> list[Any]:
        """One object for each table."""
        found, at, seen = [], 0, {} if seen is None else seen
        for part in self.parts:
            end = at + len(part.names)
            found.append(part.known(row[at:end], seen))
            at = end
        return found
