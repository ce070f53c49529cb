"""The three database roles: who changes the schema, who runs the application, and what the second may not do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import sql

CREDENTIALS = ("USER", "PASSWORD", "HOST", "PORT")
# Rows of these tables may be added and read by the application, never changed or taken away (RELIABILITY finding 5).
APPEND_ONLY = ("postmortems_auditentry",)
READ_ONLY = ("django_migrations",)
LEFT_OPEN = """
SELECT relname FROM pg_class
WHERE relrowsecurity AND NOT relforcerowsecurity AND relnamespace = 'public'::regnamespace
"""


@contextmanager
def as_owner() -> Iterator[None]:
    """Use the owner's role on the default connection, where the installation has one; the schema is changed in here
    only.
    """
    owner = settings.DATABASE_OWNER
    if owner is None:
        yield
        return
    before = {key: connection.settings_dict.get(key, "") for key in CREDENTIALS}
    _sign_in_as(owner)
    try:
        yield
    finally:
        _sign_in_as(before)


def _sign_in_as(credentials: dict[str, Any]) -> None:
    connection.close()
    for key in CREDENTIALS:
        connection.settings_dict[key] = credentials.get(key, "")


def close_fence(**_: object) -> None:
    """Row-level security holds for the tables' owner as well, whatever a backup that broke off left behind
    (embedded/fence.py). Runs after every migration.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEFT_OPEN)
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(sql.Identifier(name)))


def grant_to_application(**_: object) -> None:
    """Give the application's role what it needs and nothing more. Runs after every migration, any number of times."""
    if settings.DATABASE_OWNER is None:
        return
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    statements = [
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(role=role))
        tables = set(connection.introspection.table_names(cursor))
        for table in tables & {*APPEND_ONLY, *READ_ONLY}:
            rights = "UPDATE, DELETE" if table in APPEND_ONLY else "INSERT, UPDATE, DELETE"
            revoke = sql.SQL("REVOKE {rights} ON {table} FROM {role}")
            cursor.execute(revoke.format(rights=sql.SQL(rights), table=sql.Identifier(table), role=role))


def missing_fences() -> list[str]:
    """What this installation's database roles do not keep apart, for the operator's page; empty when all is well."""
    return [] if settings.DATABASE_OWNER else ["The application may change its own schema and its audit record."]
