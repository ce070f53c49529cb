"""A backup, tried: read into a database beside the real one, looked at, and thrown away.

It is whole when PostgreSQL takes all of it, and every picture and file that its rows name is in the archive.
"""

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from postmortems.embedded.postgresql import find_program
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.sealing import opened

TRIAL = "second_story_trial"
NAMED = "SELECT stored FROM postmortems_attachment"
IS_THERE = "SELECT to_regclass('public.postmortems_attachment') IS NOT NULL"


def try_restore(file: Path, *, url: str, key: str) -> None:
    """CannotStart, with what is wrong, where somebody who needs this backup would be left without."""
    with opened(file, key, beside=file.parent) as plain, tarfile.open(plain) as archive, _database(url) as beside:
        names = {Path(member.name).name for member in archive if member.isfile()}
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            archive.extract("database", folder, filter="data")
            _fill(beside, Path(folder) / "database")
        if missing := _named(beside) - names:
            raise CannotStart(f"The backup lacks {len(missing)} files that its reviews name.")


def _fill(url: str, dump: Path) -> None:
    options = ["--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={url}", str(dump)]
    if subprocess.run([str(find_program("pg_restore")), *options], check=False).returncode != 0:
        raise CannotStart("The backup was written and could not be read back; the reason stands above.")


def _named(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        there = connection.execute(IS_THERE).fetchone()
        return {str(name) for (name,) in connection.execute(NAMED)} if there and there[0] else set()


@contextmanager
def _database(url: str) -> Iterator[str]:
    """An empty database on the same server; gone afterwards, and so is one that a crash left."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(TRIAL))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(TRIAL)))
        try:
            yield make_conninfo(url, dbname=TRIAL)
        finally:
            connection.execute(drop)
