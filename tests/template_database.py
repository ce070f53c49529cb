"""Migrations cost more than most tests: they are applied once, to a database that all others are copied from.

The first process that needs a database makes it and leaves a copy; the others of the same run take theirs from it. The
stopped server's files are kept in `.tools`, so that the next run begins with the copy, until a migration changes.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

PROJECT = Path(__file__).resolve().parents[1]
KEPT = PROJECT / ".tools" / "tests-database"
TEMPLATE = "second_story_template"
# What a database looks like, or how one is made, is decided by these; a change of one makes it anew.
DECIDES = (
    *("postmortems/migrations/*.py", "accounts/migrations/*.py", "postmortems/shared/db.py", "postmortems/apps.py"),
    *("postmortems/embedded/*.py", "requirements/dev.txt", "tests/template_database.py"),
)
FILES = ("postgresql", "database_passwords.json")


def _name() -> str:
    found = sorted(path for pattern in DECIDES for path in PROJECT.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in found)).hexdigest()[:16]


def bring(data_dir: Path) -> None:
    """Put the files that an earlier run kept into a new data folder, if they are still what this one would make."""
    if (KEPT / _name()).is_dir():
        for file in FILES:
            subprocess.run(["cp", "-a", KEPT / _name() / file, data_dir / file], check=True)


def keep(data_dir: Path) -> None:
    """Keep the files of the server that has just stopped, in place of older ones."""
    kept, fresh = KEPT / _name(), KEPT / f"new-{os.getpid()}"
    if kept.exists() or not (data_dir / "template").exists():
        return
    shutil.rmtree(KEPT, ignore_errors=True)
    fresh.mkdir(parents=True)
    for file in FILES:
        subprocess.run(["cp", "-a", data_dir / file, fresh / file], check=True)
    fresh.rename(kept)


@contextmanager
def copied() -> Iterator[None]:
    """While this lasts, Django's test database is a copy of the migrated one. Of a server that is not ours nothing is
    copied.
    """
    creation = connection.creation
    create = creation.create_test_db
    if "second-story-tests-" not in os.environ.get("DATA_DIR", "") or not connection.settings_dict["HOST"]:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(creation, "create_test_db", lambda *args, **kwargs: _copy(create, *args, **kwargs))
        yield


def _copy(create: Callable[..., str], *args: object, **kwargs: object) -> str:
    folder = Path(os.environ["DATA_DIR"])
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    with (folder / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _session() as session:
            if not session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                name = create(*args, **kwargs)
                connection.close()
                _create(session, TEMPLATE, name)
                (folder / "template").touch()
                return name
            name = str(connection.creation._get_test_db_name())
            session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            _create(session, name, TEMPLATE)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return name


def _session() -> psycopg.Connection:
    address = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    return psycopg.connect(address, autocommit=True)


def _create(session: psycopg.Connection, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    session.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
