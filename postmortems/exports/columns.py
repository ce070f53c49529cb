"""Columns of a table as a part of the exported document, both ways, and as JSON Schema: one list for all three."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from postmortems.exports.problems import Problem, ProblemsFound
from postmortems.shared.text import LONGEST, clean

Say = Callable[[str], str]
# What a column of that kind is in JSON; whatever stands in none of these is text.
KINDS: tuple[tuple[type[models.Field], dict[str, Any]], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.URLField, {"type": "string", "format": "uri"}),
    (models.JSONField, {"type": "array", "items": {"type": "object"}}),
)


@dataclass(frozen=True)
class Columns:
    """Columns of `model` under their own names. What is empty is left out. `words` are what people wrote: in them names
    become roles where the review says roles.
    """

    model: type[models.Model]
    plain: tuple[str, ...]
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def written(self, row: Any, say: Say) -> dict[str, Any]:
        """The row's columns as JSON has them."""
        plain = {name: _as_json(getattr(row, name)) for name in self.plain}
        said = {name: say(getattr(row, name)) for name in self.words}
        return {name: value for name, value in (said | plain).items() if not _is_empty(value)}

    def read(self, said: dict[str, Any], path: str) -> dict[str, Any]:
        """The columns back from JSON; what is left out keeps the model's default. Raises ProblemsFound."""
        found, problems = {}, []
        for name in (*self.plain, *self.words):
            if name not in said:
                continue
            try:
                found[name] = self._value(name, said[name])
            except ValidationError as error:
                problems += [Problem(f"{path}.{name}", message) for message in error.messages]
        if problems:
            raise ProblemsFound(problems)
        return found

    def _value(self, name: str, value: Any) -> Any:
        field: Any = self.model._meta.get_field(name)
        return field.clean(clean(value) if isinstance(value, str) else value, None)

    def schema(self, **more: Any) -> dict[str, Any]:
        """The same as JSON Schema; `more` are properties that stand beside the columns."""
        own = dict(self._properties())
        return {
            "type": "object",
            "properties": own | more,
            "required": sorted(self.needs),
            "additionalProperties": False,
        }

    def _properties(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in (*self.words, *self.plain):
            field: Any = self.model._meta.get_field(name)
            told = {"description": str(field.help_text)} if field.help_text else {}
            yield name, _kind_of(field) | told


def _kind_of(field: Any) -> dict[str, Any]:
    if isinstance(field, ArrayField):
        return {"type": "array", "items": _kind_of(field.base_field), "maxItems": 100}
    kind = next((found for known, found in KINDS if isinstance(field, known)), None)
    if field.choices:
        return {"enum": [value for value, _label in field.flatchoices if value != ""]}
    return kind or {"type": "string", "maxLength": field.max_length or LONGEST}


def _is_empty(value: Any) -> bool:
    """Nothing, no words, none of a list, no. A number is said, zero too."""
    return value is None or value is False or value == "" or value == []


def _as_json(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date) else value
