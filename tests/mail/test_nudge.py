"""The nudge goes through a real broker: one that is there, one that is not, and Redis."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings as live_settings
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from postmortems.embedded import programs
from postmortems.embedded.environment import PROJECT
from postmortems.mail import nudge
from postmortems.mail.models import Delivery
from tests.mail.sink import Sink, serving
from tests.processes import wait_until
from tests.prove._filling import fill_outbox


@pytest.fixture
def losses(monkeypatch) -> nudge._Losses:
    fresh = nudge._Losses()
    monkeypatch.setattr(nudge, "losses", fresh)
    return fresh


@pytest.fixture
def broker(monkeypatch):
    """Publish to the broker at this address instead, as this process would with REDIS_URL set."""

    def use(address: str) -> None:
        other = Celery("elsewhere", broker=address, set_as_current=False)
        other.conf.broker_transport_options = _redis_options()
        monkeypatch.setattr(nudge, "current_app", other)

    return use


def _redis_options() -> dict[str, object]:
    """What the settings say for Redis; this process's own were made without it."""
    script = (
        "import json; from postmortems import settings; print(json.dumps(settings.CELERY_BROKER_TRANSPORT_OPTIONS))"
    )
    environ = {**os.environ, "REDIS_URL": "redis://127.0.0.1:1/0"}
    told = subprocess.run([sys.executable, "-c", script], env=environ, cwd=PROJECT, capture_output=True, check=True)
    return dict(json.loads(told.stdout))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_by_default_the_nudge_is_a_file_in_the_queue(losses):
    queue = Path(live_settings.DATA_DIR) / "queue" / "tasks"
    before = set(queue.glob("*")) if queue.exists() else set()
    nudge.nudge()
    assert losses.count == 0
    [fresh] = set(queue.glob("*")) - before
    assert "postmortems.mail.tasks.deliver_due" in fresh.read_text()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_breaks_nothing_and_is_asked_again_later(losses, broker, caplog):
    broker(f"redis://127.0.0.1:{free_port()}/0")
    with transaction.atomic():
        fill_outbox(1)
    assert Delivery.objects.count() == 1
    assert losses.count == 1
    nudge.nudge()
    assert losses.count == 2
    assert caplog.text.count("nudge lost") == 1  # the second did not wait for the broker at all


class Redis:
    """A Redis of this test's own, without a memory, on a port that nobody uses."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.command = [program, *options]
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.server = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        assert wait_until(lambda: _answers(self.port), within=10)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait(10)


@pytest.fixture
def redis(tmp_path) -> Iterator[Redis]:
    program = shutil.which("redis-server")
    if program is None:
        assert not os.environ.get("CI"), "redis-server is missing, and CI must not leave out what needs it"
        pytest.skip("LEFT OUT: redis-server is not installed, so nothing is known about Redis as the broker")
    server = Redis(program, tmp_path)
    yield server
    server.kill()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Worker:
    """The real worker, on the tests' database. `keep_up` starts it again should it give up, as the supervisor does."""

    def __init__(self, redis: Redis, smtp_port: int) -> None:
        address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
        self.environ = {**os.environ, "DATABASE_URL": address, "REDIS_URL": redis.url}
        self.environ["SMTP_URL"] = f"smtp://127.0.0.1:{smtp_port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            programs.worker(with_redis=True), env=self.environ, cwd=PROJECT, start_new_session=True
        )

    def keep_up(self) -> None:
        if self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def worker(transactional_db, redis, sink) -> Iterator[Worker]:
    with serving(sink) as port:
        found = Worker(redis, port)
        try:
            yield found
        finally:
            found.stop()


def test_over_redis_the_nudge_reaches_the_worker_also_after_redis_died(losses, broker, redis, worker, sink):
    broker(redis.url)
    fill_outbox(2)
    assert wait_until(lambda: len(sink.taken) == 2, within=30)
    redis.kill()
    fill_outbox(1, named="Later")
    assert losses.count == 1
    redis.start()
    losses.last = None  # half a minute later

    def has_arrived() -> bool:
        worker.keep_up()
        nudge.nudge()
        return len(sink.taken) == 3

    assert wait_until(has_arrived, within=45)
    assert wait_until(lambda: set(Delivery.objects.values_list("status", flat=True)) == {"sent"}, within=5)
