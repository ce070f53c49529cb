"""The commands that borrow the database for a moment: any command, a backup, and reading it back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.data_dir import hold
from postmortems.embedded.environment import PROJECT
from postmortems.embedded.roles import OWNER
from postmortems.embedded.sealing import fresh_pair

ASKS = """
import os, psycopg
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"):
    with psycopg.connect(os.environ[name]) as connection:
        print(connection.execute("SELECT current_user").fetchone()[0])
raise SystemExit(7)
"""
THREE_ROLES = "second_story_app\nsecond_story_owner\nsuperuser\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    """A DATA_DIR whose supervisor is this test."""
    lock = hold(tmp_path)
    cluster = Cluster(tmp_path, settings=THROWN_AWAY)
    cluster.start()
    yield cluster
    cluster.stop()
    if lock is not None:
        os.close(lock)


def run(name: str, *words: str, data_dir: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), **more}
    command = [sys.executable, "-m", f"postmortems.embedded.{name}", *words]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)


def test_a_command_gets_the_database_that_runs_or_one_of_its_own(running: Cluster) -> None:
    ended = run("with_database", sys.executable, "-c", ASKS, data_dir=running.data_dir)
    assert (ended.stdout, ended.returncode) == (THREE_ROLES, 7)
    ended = run("with_database", sys.executable, "-c", ASKS, data_dir=running.data_dir / "of its own")
    assert (ended.stdout, ended.returncode) == (THREE_ROLES, 7)


# As much of the application's tables as a backup asks of them.
TABLES = """
CREATE TABLE words AS SELECT 'kept' AS word; GRANT SELECT ON words TO second_story_app;
CREATE TABLE postmortems_attachment AS SELECT %s AS stored;
CREATE TABLE postmortems_backup (made_at timestamptz, size bigint, is_sealed bool, tried_at timestamptz);
CREATE TABLE postmortems_delivery AS SELECT 'waiting' AS status, now() + due AS due_at, now() AS leased_until,
now() AS waits_until FROM unnest(ARRAY['-2 days', '-1 minute', '1 day']::interval[]) AS due
"""
STORED = "ab" * 16


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Cluster]:
    """An installation with words, a picture, and mail that waits."""
    cluster = Cluster(tmp_path / "data", settings=THROWN_AWAY)
    cluster.data_dir.mkdir()
    cluster.start()
    with psycopg.connect(cluster.url(OWNER), cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(TABLES, [STORED])
    picture = cluster.data_dir / "files" / "ab" / STORED
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    yield cluster
    cluster.stop()


def test_a_sealed_backup_is_tried_and_read_back_and_old_mail_stays_where_it_is(filled: Cluster, tmp_path: Path) -> None:
    folder, (key, public) = tmp_path / "backups", fresh_pair()
    lock = hold(filled.data_dir)
    ended = run("nightly", str(folder), "--once", data_dir=filled.data_dir, BACKUP_KEY=key, BACKUP_THEN="cp {} {}.away")
    assert ended.returncode == 0, ended.stderr
    [file] = folder.glob("*.backup")
    assert file.with_name(f"{file.name}.away").read_bytes() == file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"a picture" not in file.read_bytes()
    assert "stop it first" in run("backup", "read", str(file), data_dir=filled.data_dir, BACKUP_KEY=key).stderr
    os.close(lock)
    with psycopg.connect(filled.url(OWNER)) as connection:
        assert connection.execute("SELECT is_sealed, tried_at IS NOT NULL FROM postmortems_backup").fetchall() == [
            (True, True)
        ]
        connection.execute("UPDATE words SET word = 'changed'")
    filled.stop()
    picture = filled.data_dir / "files" / "ab" / STORED
    picture.unlink()

    assert "secret half" in run("backup", "read", str(file), data_dir=filled.data_dir, BACKUP_KEY=public).stderr
    other = run("backup", "read", str(file), data_dir=filled.data_dir, BACKUP_KEY=fresh_pair()[0])
    assert "sealed with another key" in other.stderr
    ended = run("backup", "read", str(file), data_dir=filled.data_dir, BACKUP_KEY=key)
    assert (ended.returncode, ended.stderr) == (0, f"Read back from {file}.\n")
    filled.start()
    with psycopg.connect(filled.url("second_story_app")) as connection:
        assert connection.execute("SELECT word FROM words").fetchone() == ("kept",)
    with psycopg.connect(filled.url(OWNER)) as connection:
        left = connection.execute("SELECT status FROM postmortems_delivery ORDER BY due_at").fetchall()
    assert left == [("quiet",), ("quiet",), ("waiting",)]
    assert picture.read_bytes() == b"a picture"


def test_a_backup_that_lacks_a_file_is_no_backup(filled: Cluster, tmp_path: Path) -> None:
    (filled.data_dir / "files" / "ab" / STORED).unlink()
    filled.stop()
    ended = run("backup", "write", str(tmp_path / "a backup"), data_dir=filled.data_dir)
    assert ended.returncode == 1
    assert "lacks 1 files" in ended.stderr


def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a backup")
    ended = run("backup", "read", str(tmp_path / "file"), data_dir=tmp_path / "data")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("The backup could not be read back, and nothing was changed")


@pytest.mark.parametrize("words", [("write", ""), ("read", ""), ("write",)])
def test_a_missing_name_is_asked_for(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = run("backup", *words, data_dir=tmp_path)
    assert (ended.returncode, ended.stderr) == (
        1,
        "Say which file, as in `make backup FILE=second-story.backup`.\n",
    )
