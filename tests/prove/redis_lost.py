"""Redis killed and emptied at random moments while mail is asked for: what is lost, and how late the rest comes."""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from postmortems.embedded import programs
from postmortems.embedded.environment import PROJECT
from postmortems.embedded.readiness import free_port
from tests.prove.deliveries import Crew, Sink, _await, _count, application, listening

NAME = "Redis killed or emptied while mail goes out"
GOAL = "0 lost; 95 of 100 within 90 s; everybody consumes again within 60 s"


def run(quick: bool) -> tuple[str, bool]:
    program = shutil.which("redis-server")
    if program is None:
        return "LEFT OUT: no redis-server", False
    moments, often = (2, "1") if quick else (20, "30")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="second-story-prove-")))
        environ = stack.enter_context(application(folder))
        port, sink = free_port(), Sink(random.Random(2), (0.0, 0.02))
        environ |= {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        environ |= {"SMTP_URL": f"smtp://127.0.0.1:{stack.enter_context(listening(sink))}"}
        redis = _Redis(program, port, folder)
        stack.callback(redis.kill)
        commands = [
            programs.worker(with_redis=True),
            programs.beat(folder),
            programs.manage("deliver", "--every", often),
        ]
        stack.enter_context(Crew(environ, commands))
        return _outcome(environ, redis, moments)


class _Redis:
    """Without a memory: a kill empties it."""

    def __init__(self, program: str, port: int, folder: Path) -> None:
        self.command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.port = port
        self.start()

    def start(self) -> None:
        self.server = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()

    def empty(self) -> None:
        import redis

        redis.Redis(port=self.port).flushall()


def _outcome(environ: dict[str, str], redis: _Redis, moments: int) -> tuple[str, bool]:
    rng = random.Random(20)
    for number in range(moments):
        _ask(environ, f"Round{number}")
        time.sleep(rng.uniform(0, 1.5))
        if rng.random() < 0.5:
            redis.empty()
        else:
            redis.kill()
            _ask(environ, f"Without{number}")
            time.sleep(rng.uniform(0.5, 4))
            redis.start()
    _await(lambda: _count(environ, "waiting") == 0, within=120)
    started = time.monotonic()
    _ask(environ, "Afterwards")
    _await(lambda: _count(environ, "waiting") == 0, within=90)
    again = time.monotonic() - started
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        rows = session.execute("SELECT extract(epoch FROM sent_at - created_at) FROM postmortems_delivery").fetchall()
    delays = sorted(float(row[0]) for row in rows if row[0] is not None)
    lost = len(rows) - len(delays)
    late = statistics.quantiles(delays, n=20)[-1]
    figure = f"{len(rows)} messages, {moments} losses: {lost} lost, p95 {late:.0f} s, {again:.0f} s at the end"
    return figure, lost == 0 and late <= 90 and again <= 60


def _ask(environ: dict[str, str], name: str) -> None:
    """Five people get a message, by a process that nudges over Redis as a page would."""
    program = "import sys,django; django.setup()\nfrom tests.prove._filling import fill_outbox\n"
    program += f"fill_outbox(5, named={name!r})"
    subprocess.run([sys.executable, "-c", program], env={**os.environ, **environ}, cwd=PROJECT, check=True)
