"""The embedded PostgreSQL, started for real in folders of its own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from postmortems.embedded.cluster import THROWN_AWAY, Cluster, read_pid_file
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.roles import APP, OWNER, SUPERUSER
from tests.processes import is_running, wait_until


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that was made once, to be copied: initdb takes most of the time."""
    folder = tmp_path_factory.mktemp("files")
    cluster = Cluster(folder, settings=THROWN_AWAY)
    cluster.start()
    cluster.stop()
    return folder


@pytest.fixture
def cluster(files: Path, tmp_path: Path) -> Iterator[Cluster]:
    cluster = copy_of(files, tmp_path / "a path" / "with späces")
    yield cluster
    cluster.stop()


def copy_of(files: Path, folder: Path) -> Cluster:
    shutil.copytree(files, folder, symlinks=True)
    return Cluster(folder, settings=THROWN_AWAY)


def powers(cluster: Cluster, role: str) -> tuple[object, ...]:
    with psycopg.connect(cluster.url(role)) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row is not None
    return row


def test_three_roles_log_in_with_their_own_powers(cluster: Cluster) -> None:
    cluster.start()
    assert powers(cluster, SUPERUSER) == (True, True, True, True)
    assert powers(cluster, OWNER) == (False, True, False, False)
    assert powers(cluster, APP) == (False, False, False, False)


def test_the_application_makes_no_table_and_the_owner_does(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url(APP)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine (id int)")
    with psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("CREATE TABLE mine (id int)")


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    cluster.start()
    cluster.passwords[APP] = "guessed"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url(APP))


def test_what_was_committed_is_there_after_a_restart(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'still here' AS word")
    cluster.stop()
    cluster.start()
    with psycopg.connect(cluster.url(OWNER)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("still here",)


def test_passwords_and_sockets_are_for_their_owner_only(cluster: Cluster) -> None:
    cluster.start()
    assert stat.S_IMODE((cluster.data_dir / "database_passwords.json").stat().st_mode) == 0o600
    assert cluster.socket is not None
    assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
    assert not list(Path(cluster.socket).glob("*.pid"))


def test_a_long_path_gets_a_temporary_socket_folder_that_is_removed(files: Path, tmp_path: Path) -> None:
    cluster = copy_of(files, tmp_path / ("long" * 30))
    cluster.start()
    try:
        folder = cluster.socket
        assert folder is not None
        assert folder.parent == Path("/tmp")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert powers(cluster, APP) == (False, False, False, False)
    finally:
        cluster.stop()
    assert not folder.exists()


def test_a_socket_folder_that_a_killed_start_left_is_removed_by_the_next(files: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)
    leaver = f"""
import os, sys
from pathlib import Path
from postmortems.embedded.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.start()
print(cluster.socket, flush=True)
os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    cluster = copy_of(files, folder)
    command = [sys.executable, "-c", leaver, str(folder)]
    left = Path(subprocess.run(command, capture_output=True, text=True).stdout.strip())
    assert left.is_dir()
    cluster.start()
    cluster.stop()
    assert not left.exists()


def test_a_stale_pid_file_with_the_number_of_another_program_does_not_stop_the_start(cluster: Cluster) -> None:
    stale = cluster.folder / "postmaster.pid"
    stale.write_text(f"{os.getppid()}\n{cluster.folder}\n1\n5432\n\n\n\nready\n")
    cluster.start()
    assert powers(cluster, APP) == (False, False, False, False)


def test_a_start_waits_for_the_server_of_a_killed_supervisor(files: Path, tmp_path: Path) -> None:
    first, second = copy_of(files, tmp_path / "d"), Cluster(tmp_path / "d", settings=THROWN_AWAY)
    first.start()
    assert first.server is not None
    second.start()
    try:
        assert first.server.wait(5) == 0
        assert read_pid_file(second.folder)[0] == str(second.server.pid if second.server else None)
    finally:
        second.stop()


def test_a_killed_parent_leaves_no_server(files: Path, tmp_path: Path) -> None:
    cluster = copy_of(files, tmp_path / "d")
    parent = "import sys, time; from pathlib import Path; from postmortems.embedded.cluster import Cluster\n"
    parent += "c = Cluster(Path(sys.argv[1])); c.start(); print(c.server.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", parent, str(cluster.data_dir)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        server = int(process.stdout.readline())
        process.kill()
    assert wait_until(lambda: not is_running(server), within=5)


def test_broken_files_give_one_sentence_that_names_the_log(cluster: Cluster) -> None:
    (cluster.folder / "PG_VERSION").write_text("7\n")
    with pytest.raises(CannotStart, match=r"the reason is in .*postgresql\.log"):
        cluster.start()
    assert "incompatible" in cluster.log.read_text()


def test_a_failing_row_does_not_reach_the_log(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url(OWNER)) as connection:
        connection.execute("CREATE TABLE words (word text CHECK (word <> 'a secret of somebody'))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO words VALUES ('a secret of somebody')")
    assert "violates check constraint" in cluster.log.read_text()
    assert "a secret of somebody" not in cluster.log.read_text()
