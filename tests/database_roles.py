"""Tests run as the application's role: the owner makes the database, then steps aside, and comes back to clean up."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from psycopg.conninfo import conninfo_to_dict
from pytest_django.plugin import DjangoDbBlocker

from tests import prepared

WRITTEN_BY_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission", "django_site")
WRITTEN = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0 AND relname <> ALL(%s)
"""
APP, OWNER, SUPERUSER = "DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"


def become(variable: str) -> None:
    """Log in again as the role whose address stands in `variable`; with DATABASE_URL alone, one role does all."""
    address = conninfo_to_dict(os.environ.get(variable) or os.environ[APP])
    connection.close()
    # The same dictionary serves every thread: a live server's connections follow.
    connections["default"].settings_dict.update(USER=address.get("user", ""), PASSWORD=address.get("password", ""))


@contextmanager
def as_owner() -> Iterator[None]:
    become(OWNER)
    try:
        yield
    finally:
        become(APP)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Generator[None]:
    become(OWNER)
    with prepared.copied():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[None]:
    with django_db_blocker.unblock():
        become(APP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _empty_what_was_written)
        yield
    with django_db_blocker.unblock():
        become(OWNER)


def _empty_what_was_written(_case: TransactionTestCase) -> None:
    """Transactional tests end with TRUNCATE, which the application may not do. (TestCase has its own: a rollback.)

    Django's `flush` empties every table and then tells each application that it was migrated: a third of a second.
    """
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(WRITTEN, [list(WRITTEN_BY_MIGRATIONS)])
        if tables := ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall()):
            cursor.execute(f"TRUNCATE {tables} CASCADE")


@pytest.fixture
def owner_connection(db: None) -> Generator[psycopg.Connection]:
    """A second session with the owner's rights on the test database; it sees only what was committed."""
    with _session(OWNER) as session:
        yield session


@pytest.fixture
def superuser_connection(db: None) -> Generator[psycopg.Connection]:
    """A second session with all rights, for what only a backup or an attacker inside the server could do."""
    with _session(SUPERUSER) as session:
        yield session


def _session(variable: str) -> psycopg.Connection:
    address = os.environ.get(variable) or os.environ[APP]
    return psycopg.connect(address, dbname=connection.settings_dict["NAME"], autocommit=True)
