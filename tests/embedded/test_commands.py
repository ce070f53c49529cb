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


def run(name: str, *words: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", f"postmortems.embedded.{name}", *words]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)


def test_a_command_gets_the_database_that_runs_or_one_of_its_own(running: Cluster) -> None:
    ended = run("with_database", sys.executable, "-c", ASKS, data_dir=running.data_dir)
    assert (ended.stdout, ended.returncode) == (THREE_ROLES, 7)
    ended = run("with_database", sys.executable, "-c", ASKS, data_dir=running.data_dir / "of its own")
    assert (ended.stdout, ended.returncode) == (THREE_ROLES, 7)


def test_a_backup_is_read_back_as_it_was(tmp_path: Path) -> None:
    file, cluster = tmp_path / "a backup", Cluster(tmp_path / "data", settings=THROWN_AWAY)
    cluster.data_dir.mkdir()
    cluster.start()
    with psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("CREATE TABLE words AS SELECT 'kept' AS word")
        connection.execute("GRANT SELECT ON words TO second_story_app")
    picture = cluster.data_dir / "files" / "ab" / ("ab" * 16)
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    lock = hold(cluster.data_dir)
    assert run("backup", "write", str(file), data_dir=cluster.data_dir).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert "stop it first" in run("backup", "read", str(file), data_dir=cluster.data_dir).stderr
    os.close(lock)
    with psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("UPDATE words SET word = 'changed'")
    cluster.stop()
    picture.unlink()

    ended = run("backup", "read", str(file), data_dir=cluster.data_dir)
    assert (ended.returncode, ended.stderr) == (0, f"Read back from {file}.\n")
    cluster.start()
    with psycopg.connect(cluster.url("second_story_app")) as connection:
        assert connection.execute("SELECT word FROM words").fetchone() == ("kept",)
    assert picture.read_bytes() == b"a picture"
    cluster.stop()


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
