"""Taking away the order in which reports came.

A random key is not enough: PostgreSQL lays rows down one after the other, and each row knows the number of the
transaction that wrote it, which lies between those of the audit record's rows, whose moments are known. So every night
what is new is written again, in random order, all of it in one transaction. Until then, and in what the server itself
keeps (its log of changes, rows that were not cleaned away yet), the order can be found by whoever runs the server:
docs/privacy.md says so.
"""

from django.db import connection, models, transaction
from psycopg import sql

from postmortems.reports.models import Message, Report

# Rows are locked as a whole: nobody may hold a row in hand while it is taken away and laid down again.
LOCK = "LOCK TABLE {table} IN EXCLUSIVE MODE"
MIX = """
    WITH taken AS (DELETE FROM {table} WHERE NOT is_mixed RETURNING {columns})
    INSERT INTO {table} ({columns}, is_mixed) SELECT {columns}, true FROM taken ORDER BY random()
"""


@transaction.atomic
def mix() -> None:
    """Lay down anew, in no order, what came since the last time. Twice a night does no harm."""
    for model in (Report, Message):
        _run(LOCK, model)
    for model in (Report, Message):
        _run(MIX, model)


def _run(statement: str, model: type[models.Model]) -> None:
    names = [str(field.column) for field in model._meta.concrete_fields if field.column != "is_mixed"]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(table=sql.Identifier(model._meta.db_table), columns=columns))
