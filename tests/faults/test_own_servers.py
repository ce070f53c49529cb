"""`make run` with servers of one's own: a database, Redis and a mail server, none of which it starts or stops."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import database_urls
from postmortems.embedded.preflight import check_redis, check_smtp
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.readiness import free_port
from tests import prepared
from tests.faults.running import PROJECT, all_end, running
from tests.processes import wait_until


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    prepared.prepare(tmp_path)
    cluster = Cluster(tmp_path, settings=THROWN_AWAY)
    cluster.start()
    yield database_urls(cluster)
    cluster.stop()


@pytest.fixture
def redis_url() -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("redis-server is not installed: the run with Redis was left out")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        url = f"redis://127.0.0.1:{port}/0"
        assert wait_until(lambda: passes(check_redis, url), within=10)
        yield url
        server.terminate()


@pytest.fixture
def smtp_url(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    environment = os.environ | {"DATA_DIR": str(tmp_path), "MAIL_CATCHER_PORT": str(port)}
    command = [sys.executable, "-m", "postmortems.embedded.mailcatcher"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as server:
        url = f"smtp://127.0.0.1:{port}"
        assert wait_until(lambda: passes(check_smtp, url), within=10)
        yield url
        server.terminate()


def passes(check: object, url: str) -> bool:
    try:
        check(url)  # type: ignore[operator]
    except CannotStart:
        return False
    return True


def test_named_servers_are_used_and_none_of_ours_is_started(
    database: dict[str, str], redis_url: str, smtp_url: str, tmp_path: Path
) -> None:
    with running(tmp_path / "data", REDIS_URL=redis_url, SMTP_URL=smtp_url, DEMO="0", **database) as run:
        run.await_ready()
        assert (run.pid_of("postgres"), run.pid_of("mail")) == (None, None)
        assert not (tmp_path / "data" / "postgresql").exists()
        with psycopg.connect(database["DATABASE_OWNER_URL"]) as session:
            beating = "SELECT count(*) FROM postmortems_heartbeat"
            assert wait_until(lambda: session.execute(beating).fetchone() != (0,), within=60), "nobody lives in it"
        assert wait_until(lambda: len(pool_of(run.family())) == 3, within=15), "a worker with two processes of its own"
        family = run.family()
        run.process.send_signal(signal.SIGKILL)
        assert all_end(family, within=10) == {}
    check_redis(redis_url)


def pool_of(family: dict[int, str]) -> list[str]:
    return [command for command in family.values() if " worker " in command]
