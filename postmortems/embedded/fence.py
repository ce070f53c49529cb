"""Row-level security, lifted for as long as a backup reads.

pg_dump refuses tables whose rows it may not all see. A superuser sees them; where the tables' owner makes backups, the
fence is open to that one role meanwhile (to the application too, where both are one role), and closed afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

PASSES = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
FENCED = """
SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace
AND pg_get_userbyid(relowner) = current_user ORDER BY relname
"""


@contextmanager
def lifted(url: str) -> Iterator[None]:
    """Closed again whatever happens inside; after a crash in the middle the next backup closes nothing by itself, but
    `manage.py migrate` does (shared/db.py).
    """
    with psycopg.connect(url, autocommit=True) as connection:
        passes = connection.execute(PASSES).fetchone()
        names = [] if passes and passes[0] else [str(name) for (name,) in connection.execute(FENCED)]
        _say(connection, names, "NO FORCE")
        try:
            yield
        finally:
            _say(connection, names, "FORCE")


def _say(connection: psycopg.Connection, names: list[str], how: str) -> None:
    for name in names:
        statement = sql.SQL("ALTER TABLE {table} {how} ROW LEVEL SECURITY")
        connection.execute(statement.format(table=sql.Identifier(name), how=sql.SQL(how)))
