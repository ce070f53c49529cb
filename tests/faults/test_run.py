"""`make run` as a person meets it: it starts, keeps its data, stops when asked, and leaves nothing when killed."""

import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from postmortems.embedded.environment import Wishes
from postmortems.embedded.with_database import running_urls
from tests.faults.running import KINDS, PROJECT, Run, all_end, running
from tests.prepared import prepare
from tests.processes import wait_until


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A first start on an empty folder whose name has a space, with the demo data."""
    with running(tmp_path_factory.mktemp("run") / "my data") as run:
        yield run.await_ready()


def owner_session(run: Run) -> psycopg.Connection:
    wishes = Wishes.read({"DATA_DIR": str(run.data_dir)}, env_file=Path("none"))
    return psycopg.connect(running_urls(wishes)["DATABASE_OWNER_URL"], autocommit=True)


def people(run: Run) -> int:
    with owner_session(run) as session:
        row = session.execute("SELECT count(*) FROM accounts_user").fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture(scope="module")
def how_many(first: Run) -> int:
    """People in the data, counted while the first run still serves."""
    return people(first)


def fails(**environment: str) -> str:
    """What a start that cannot succeed says; its exit code is not zero and no traceback is shown."""
    with running(Path(environment["DATA_DIR"]), port=int(environment["PORT"])) as run:
        said = run.rest()
        assert run.process.wait(30) == 1
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    return said


def test_the_first_start_serves_pages_and_names_the_demo_accounts(first: Run) -> None:
    with urllib.request.urlopen(f"http://localhost:{first.port}/healthz", timeout=5) as answer:
        assert answer.status == 200
    assert people(first) > 0
    assert (first.data_dir / "demo_accounts.txt").read_text().count("@") > 0
    assert [kind for kind in KINDS if first.pid_of(kind) is None] == []


def test_what_is_kept_is_for_its_owner_only(first: Run) -> None:
    open_to_others = [path for path in first.data_dir.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_second_start_on_the_same_data_says_that_it_runs_already(first: Run, tmp_path: Path) -> None:
    said = fails(DATA_DIR=str(first.data_dir), PORT=str(first.port))
    assert said.startswith(f"Second Story is already running on {first.data_dir}")


def test_a_taken_port_is_named_together_with_a_way_out(first: Run, tmp_path: Path) -> None:
    said = fails(DATA_DIR=str(tmp_path), PORT=str(first.port))
    assert said == f"Port {first.port} is taken: choose another, as in `make run PORT={first.port + 1}`.\n"


def test_a_killed_worker_is_started_again(first: Run) -> None:
    before = first.pid_of("worker")
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: first.pid_of("worker") not in (None, before), within=5)


def test_sigterm_ends_everything(first: Run, how_many: int) -> None:
    family = first.family()
    first.process.send_signal(signal.SIGTERM)
    assert first.ends(within=15) < 15
    assert first.process.returncode == 0
    assert all_end(family, within=1) == {}


def test_the_next_start_finds_its_data_and_kill_9_leaves_nothing_behind(first: Run, how_many: int) -> None:
    assert first.process.poll() is not None, "the run before must have stopped"
    with running(first.data_dir) as run:
        run.await_ready()
        assert run.ready_after < 20
        assert people(run) == how_many
        family = run.family()
        run.process.kill()
        assert all_end(family, within=10) == {}


def test_a_database_that_dies_ends_everything_with_a_sentence(first: Run) -> None:
    assert first.process.poll() is not None, "the run before must have stopped"
    with running(first.data_dir) as run:
        run.await_ready()
        family, database = run.family(), run.pid_of("postgres")
        assert database is not None
        os.kill(database, signal.SIGKILL)
        assert run.ends(within=15) < 15
        assert run.process.returncode == 1
        assert "The database has stopped by itself, so everything stops" in run.rest()
        assert all_end(family, within=1) == {}


def test_make_itself_killed_leaves_nothing_behind(first: Run) -> None:
    """Whoever kills `make run` rarely knows that there is a supervisor below."""
    assert first.process.poll() is not None, "the run before must have stopped"
    if shutil.which("make") is None:
        pytest.fail("make is not installed")
    environment = {"DATA_DIR": str(first.data_dir), "PORT": str(first.port), "PATH": os.environ["PATH"]}
    with subprocess.Popen(["make", "run"], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as make:
        run = Run(make, first.port, first.data_dir).await_ready()
        family = run.family()
        make.kill()
        assert all_end(family, within=15) == {}


def test_an_ordinary_user_gets_the_same_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    """Where root runs the tests: inside a user namespace that shows us as user 1000, without any capability."""
    as_user = ("unshare", "--user", "--map-user=1000", "--map-group=1000") if os.geteuid() == 0 else ()
    prepare(tmp_path / "mine")
    with running(tmp_path / "mine", prefix=as_user, DEMO="0") as run:
        run.await_ready()
        family = run.family()
        os.killpg(run.process.pid, signal.SIGINT)
        assert run.ends(within=15) < 15
        assert run.process.returncode == 0
        assert all_end(family, within=1) == {}
