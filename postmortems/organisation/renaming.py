"""One name for another in every text that is kept: in the database, in one statement a column, whatever slice it is of.

Guarded words get the seal that belongs to them as they are then: a name is neither blame nor none. A sentence that
was settled stays settled.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils.html import escape
from psycopg import sql

from postmortems.audit.models import AuditEntry
from postmortems.reflections.check_in import PutAway
from postmortems.reflections.models import Reflection
from postmortems.reflections.need import Need
from postmortems.reflections.snapshot import Snapshot

UNTOUCHED = frozenset({AuditEntry, PutAway, Reflection, Need, Snapshot})
SHORT = 60  # columns of fewer characters hold keys and codes, no words
NO_WORDS = (models.URLField, models.SlugField)


def say_instead(name: str, called: str) -> int:
    """How many columns of rows were changed. Whole names only, in capitals or not."""
    if not name.strip():
        return 0
    with connection.cursor() as cursor:
        return sum(_replace(cursor, model, field, name, called) for model, field in columns())


def columns() -> Iterator[tuple[Any, models.Field]]:
    """Every column of the application that holds words of people."""
    for model in apps.get_app_config("postmortems").get_models():
        if model in UNTOUCHED or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.TextField) or _is_line(field):
                yield model, field


def _is_line(field: models.Field) -> bool:
    is_words = isinstance(field, models.CharField) and not isinstance(field, NO_WORDS)
    return is_words and not field.choices and not field.primary_key and (field.max_length or 0) >= SHORT


def _replace(cursor: Any, model: Any, field: models.Field, name: str, called: str) -> int:
    names = {one.name for one in model._meta.concrete_fields}
    written = escape(name) if field.name.endswith("html") else name
    new = sql.SQL("regexp_replace({column}, {pattern}, {called}, 'gi')").format(
        column=sql.Identifier(str(field.column)), pattern=sql.Literal(_pattern(written)), called=sql.Literal(called)
    )
    sets = [sql.SQL("{} = {}").format(sql.Identifier(str(field.column)), new)]
    if f"{field.name}_seal" in names:
        sealed = sql.SQL("{} = md5({} || ' ' || {})")
        sets.append(sealed.format(sql.Identifier(f"{field.column}_seal"), sql.Identifier(f"{field.column}_state"), new))
    statement = sql.SQL("UPDATE {table} SET {sets} WHERE {column} ~* {pattern}").format(
        table=sql.Identifier(model._meta.db_table),
        sets=sql.SQL(", ").join(sets),
        column=sql.Identifier(str(field.column)),
        pattern=sql.Literal(_pattern(written)),
    )
    cursor.execute(statement)
    return int(cursor.rowcount)


def _pattern(words: str) -> str:
    """These words as PostgreSQL's expressions know them, not within longer ones, an @ before them taken along."""
    return r"@?(?<![[:alnum:]_])" + re.sub(r"([^\w\s])", r"\\\1", words) + r"(?![[:alnum:]_])"
