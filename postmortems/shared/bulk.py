"""Many rows written in one stream (COPY): no statement of megabytes, and a third of the time that INSERT takes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def copy_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of values, in the order of these attributes (`voice_id`, not `voice`), in the running transaction.

    A column that is not named stays empty; constraints hold as they do for INSERT. Raises what the database raises.
    """
    table, quoted = model._meta.db_table, connection.ops.quote_name
    columns = ", ".join(quoted(_column(model, name)) for name in names)
    with connection.cursor() as cursor, cursor.copy(f"COPY {quoted(table)} ({columns}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def _column(model: type[models.Model], name: str) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if field.attname == name)
