"""Hostile words in every column that holds words, whatever the columns are: they are read from the models, so that a
new one is among them by itself. What is no word stands in NO_WORDS, and nothing else is left out.
"""

import datetime as dt
import os
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, models, transaction
from psycopg import connect
from psycopg.conninfo import make_conninfo

from postmortems.shared import clock
from postmortems.shared.text import clean, render
from postmortems.wording.guarded import seal
from tests.shared.hostile import STRINGS

OURS = ("accounts", "postmortems")
# Keys, marks, hashes, seals, names of zones and kinds: written by the program, or chosen from a list.
NO_WORDS = {
    *("password", "email", "zone", "slug", "holiday_place", "digest", "code", "key", "screen_key", "stored", "sha256"),
    *("title_seal", "body_seal", "sentence_seal", "owner_kind", "slot", "target", "importer", "content_type", "kind"),
    *("about", "chain", "verb", "room", "topic", "tag", "what", "state_before", "hint", "query", "prompt", "line"),
    *("source", "anchor", "sign", "identity", "external_id", "pseudonym", "host", "group", "form_key"),
    *("session_key", "session_data", "cache_key", "value", "became", "role"),
}
# Tables of the program itself: the search is written from the words, the audit record cannot be changed at all.
NO_TABLES = {"SearchDocument", "KnownWord", "AuditEntry", "Counter", "Heartbeat", "Change", "Sending"}
# What no guess would come to, and a rule of the table asks for.
SAID = {("Seat", "key"): "key of a guest", ("Token", "scopes"): ["read"]}
NO_LIMIT = "UPDATE pg_attribute SET atttypmod = -1 WHERE attrelid = %s::regclass AND attname = %s"
INDEXED = 2_400  # bytes: an index takes no more than 2,704
HTML = {"html": "body", "other_view_html": "other_view"}  # is made of the other, as everywhere


@dataclass
class Poison:
    """Which strings stood in which field, and which fields have no row here."""

    stood: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    reached: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    empty: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    def pour(self) -> None:
        """The strings of one round into every field; each round begins where the one before it ended."""
        for model in ours():
            rows = list(model._base_manager.order_by("pk"))
            for column in words_of(model):
                name = f"{model.__name__}.{column.name}"
                if not rows:
                    self.empty.add(name)
                at = self.reached[name]
                for row in rows:
                    numbers, words = _filled(column, at, ceil(len(STRINGS) / len(rows)))
                    at += len(numbers) or 1
                    self._write(row, column, words, name, numbers)
                self.reached[name] = at

    def _write(self, row: models.Model, column: models.Field, words: str, name: str, numbers: list[int]) -> None:
        said: dict[str, Any] = {column.name: words}
        if hasattr(row, f"{column.name}_seal"):  # as if the guard had let it in
            said[f"{column.name}_seal"] = seal(getattr(row, f"{column.name}_state"), words)
        said |= {html: render(words) for html, source in HTML.items() if source == column.name and hasattr(row, html)}
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**said)
            self.stood[name] |= set(numbers)
        except Error as error:
            self.refused[name] = str(error).splitlines()[0]


def fill_empty() -> None:
    """One row for each table that has none, as far as its columns can be guessed; the others are told as empty."""
    for _again in range(2):  # one may need another
        for model in ours():
            if not words_of(model) or model._base_manager.exists():
                continue
            try:
                with transaction.atomic():
                    model._base_manager.create(**{one.name: _guess(one) for one in model._meta.fields if _asks(one)})
            except (Error, TypeError, ValueError, LookupError):
                continue


def _asks(column: models.Field) -> bool:
    if (column.model.__name__, column.name) in SAID:
        return True
    return not (column.has_default() or column.null or isinstance(column, models.AutoField))


def _guess(column: models.Field) -> Any:
    if said := SAID.get((column.model.__name__, column.name)):
        return said
    if column.is_relation:
        return column.related_model._base_manager.first()
    if column.choices:
        return column.choices[0][0]
    guesses: dict[type[models.Field], Any] = {
        models.DateTimeField: clock.now(),
        models.DateField: clock.today("UTC"),
        models.TimeField: dt.time(9),
        models.IntegerField: 1,
        models.BinaryField: b"x",
        models.JSONField: {},
        models.BooleanField: False,
        models.UUIDField: uuid.uuid4(),
    }
    return next((value for kind, value in guesses.items() if isinstance(column, kind)), "words")


def ours() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model._meta.app_label in OURS and model.__name__ not in NO_TABLES:
            yield model


def words_of(model: type[models.Model]) -> list[models.Field]:
    """The columns that hold words of people."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not (column.choices or column.primary_key or column.name in NO_WORDS or column.name in HTML)
    ]


def given_room() -> None:
    """Make every column that holds words long enough for all strings, in this process's own database: what is shown is
    to be looked at here, not what a form lets in. In the catalogue, because a trigger may stand on a column.
    """
    address = make_conninfo(os.environ["DATABASE_BACKUP_URL"], dbname=str(settings.DATABASES["default"]["NAME"]))
    with connect(address, autocommit=True) as session:
        for model in ours():
            for column in words_of(model):
                if column.max_length:
                    session.execute(NO_LIMIT, [model._meta.db_table, column.column])


def _is_indexed(column: models.Field) -> bool:
    of_table = [*column.model._meta.indexes, *column.model._meta.constraints]
    return column.db_index or column.unique or any(re.search(rf"\b{column.name}\b", repr(one)) for one in of_table)


def _filled(column: models.Field, start: int, many: int) -> tuple[list[int], str]:
    """As many strings, from the one numbered `start` on, as the column has room for, and which they are."""
    words = "https://example.org/" if isinstance(column, models.URLField) else ""
    numbers: list[int] = []
    for step in range(max(many, 4)):
        number = (start + step) % len(STRINGS)
        longer = f"{words}\n{clean(STRINGS[number])}" if numbers else f"{words}{clean(STRINGS[number])}"
        if numbers and _is_indexed(column) and len(longer.encode()) > INDEXED:
            break
        words, numbers = longer, [*numbers, number]
    return numbers, " ".join(words.split("\n")) if isinstance(column, models.CharField) else words
