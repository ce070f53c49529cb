"""A database with all its tables, made once and copied by whoever needs one: tests, proofs, benches.

Migrations cost more than most tests. The files of a stopped server are kept in `.tools`, until a migration changes.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from postmortems.embedded import programs
from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import PROJECT, database_urls
from postmortems.embedded.roles import DATABASE

KEPT = PROJECT / ".tools" / "tests-database"
# What a database looks like, or how one is made, is decided by these; a change of one makes it anew.
DECIDES = (
    *("postmortems/migrations/*.py", "accounts/migrations/*.py", "postmortems/shared/db.py", "postmortems/apps.py"),
    *("postmortems/embedded/*.py", "requirements/dev.txt", "tests/prepared.py"),
)
FILES = ("postgresql", "database_passwords.json")


def prepare(data_dir: Path) -> None:
    """Put the files of a migrated database into a data folder that has none; a Cluster there starts with them."""
    data_dir.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        subprocess.run(["cp", "-a", _kept() / file, data_dir / file], check=True)


def _kept() -> Path:
    """Where the files lie; who asks first makes them, and the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / _name()
    with KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_dir():
            for older in KEPT.iterdir():
                shutil.rmtree(older)
            _make(KEPT / "new")
            (KEPT / "new").rename(kept)
    return kept


def _name() -> str:
    found = sorted(path for pattern in DECIDES for path in PROJECT.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in found)).hexdigest()[:16]


def _make(folder: Path) -> None:
    folder.mkdir()
    cluster = Cluster(folder, settings=THROWN_AWAY)
    cluster.start()
    try:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        environ |= database_urls(cluster) | {"DJANGO_SETTINGS_MODULE": "postmortems.settings", "DEMO": "1"}
        environ |= {"SECRET_KEY": "only-for-tests-" + "x" * 50, "BASE_URL": "http://localhost:8000"}
        environ |= {"DATA_DIR": str(folder), "SMTP_URL": "smtp://127.0.0.1:9", "REDIS_URL": ""}
        subprocess.run(programs.manage("migrate", "--no-input", "-v0"), env=environ, cwd=PROJECT, check=True)
    finally:
        cluster.stop()


@contextmanager
def copied() -> Iterator[None]:
    """While this lasts, Django's test database is a copy of the migrated one. Of a server that is not ours nothing is
    copied.
    """
    if "second-story-tests-" not in os.environ.get("DATA_DIR", "") or not connection.settings_dict["HOST"]:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.creation, "create_test_db", _copy)
        patch.setattr(connection.creation, "_destroy_test_db", _drop)
        yield


def _copy(*args: object, **kwargs: object) -> str:
    name = str(connection.creation._get_test_db_name())
    connection.close()
    _drop(name)
    with _beside() as session:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        session.execute(create.format(sql.Identifier(name), sql.Identifier(DATABASE)))
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return name


def _drop(name: str, verbosity: int = 0) -> None:
    """Also where the last connection of a stream that went away is not closed yet: who owns the server may end it."""
    with _beside("DATABASE_BACKUP_URL") as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _beside(role: str = "DATABASE_OWNER_URL") -> psycopg.Connection:
    """Not through the database that is copied: nobody may be connected to it meanwhile."""
    return psycopg.connect(make_conninfo(os.environ[role], dbname="postgres"), autocommit=True)
