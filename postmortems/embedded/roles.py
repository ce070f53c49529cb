"""The three roles of the database, so that the application cannot do what it must never do.

The superuser owns the cluster and makes backups; the owner creates tables and migrates; the application reads and
writes rows. What it may do with each table is granted by the migrations, which know the tables.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql

DATABASE = "second_story"
SUPERUSER, OWNER, APP = "superuser", "second_story_owner", "second_story_app"
POWERS = {OWNER: "LOGIN CREATEDB", APP: "LOGIN"}


def prepare_roles(superuser_url: str, passwords: Mapping[str, str]) -> None:
    """Create the owner, the application's role and the database where they are missing; passwords are set again."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, powers in POWERS.items():
            _ensure_role(connection, role, powers, passwords[role])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(_names("CREATE DATABASE {} OWNER {}", DATABASE, OWNER))


def _ensure_role(connection: psycopg.Connection, role: str, powers: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER" if known else "CREATE"
    statement = _names(f"{verb} ROLE {{}} WITH {powers} PASSWORD ", role) + sql.Literal(password)
    connection.execute(statement)


def _names(template: str, *names: str) -> sql.Composed:
    return sql.SQL(template).format(*(sql.Identifier(name) for name in names))
