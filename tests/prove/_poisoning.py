"""Hostile words in every column that holds words, whatever the columns are: they are read from the models, so that a
new one is among them by itself. What is no word stands in NO_WORDS, and nothing else is left out.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from django.apps import apps
from django.db import Error, models, transaction

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
HTML = {"html": "body", "other_view_html": "other_view"}  # is made of the other, as everywhere


@dataclass
class Poison:
    """Which strings stood in which field, and which fields have no row here."""

    stood: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    empty: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    def pour(self, turn: int) -> None:
        """The strings of one round into every field; each round begins with others."""
        for model in ours():
            rows = list(model._base_manager.order_by("pk"))
            for column in words_of(model):
                name = f"{model.__name__}.{column.name}"
                if not rows:
                    self.empty.add(name)
                at = turn * 7
                for row in rows:
                    numbers, words = _filled(column, at, ceil(len(STRINGS) / len(rows)))
                    at += len(numbers) or 1
                    self._write(row, column, words, name, numbers)

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
    return not (column.has_default() or column.null or column.primary_key or getattr(column, "auto_now_add", False))


def _guess(column: models.Field) -> Any:
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


def _filled(column: models.Field, start: int, many: int) -> tuple[list[int], str]:
    """As many strings, from the one numbered `start` on, as the column has room for, and which they are."""
    head = "https://example.org/" if isinstance(column, models.URLField) else ""
    numbers: list[int] = []
    words = head
    for step in range(max(many, 4)):
        number = (start + step) % len(STRINGS)
        longer = f"{words}\n{clean(STRINGS[number])}" if numbers else f"{words}{clean(STRINGS[number])}"
        if column.max_length and len(longer) > column.max_length:
            break
        words, numbers = longer, [*numbers, number]
    if not numbers:  # one that is too long is cut, and counts for nothing
        words = f"{head}{clean(STRINGS[start % len(STRINGS)])}"[: column.max_length]
    return numbers, " ".join(words.split("\n")) if isinstance(column, models.CharField) else words
