"""Two beats and four workers on one database, while days pass in seconds: every message once, whoever notices it."""

import random
import shutil
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
from tests.prove.deliveries import Crew, Sink, _await, application, listening

NAME = "two beats and four workers while days pass, on a clock that errs by an hour"
QUICK = False  # days of two beats take minutes, also when they are few
GOAL = "as many mails as people have days with mail; no message twice, none left behind"
BEAT = [sys.executable, "-m", "celery", "-A", "tests.prove._quick_beat", "-q", "beat", "--pidfile=", "-l", "ERROR"]


def run(quick: bool) -> tuple[str, bool]:
    program = shutil.which("redis-server")
    if program is None:
        return "LEFT OUT: no redis-server", False
    days, seconds = (4, 28) if quick else (60, 600)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="second-story-prove-")))
        environ = stack.enter_context(application(folder))
        port, sink = free_port(), Sink(random.Random(4), (0.0, 0.01))
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        redis = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        stack.callback(redis.kill)
        environ |= {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        environ |= {"SMTP_URL": f"smtp://127.0.0.1:{stack.enter_context(listening(sink))}"}
        subprocess.run([sys.executable, "-m", "tests.prove._promises", "40"], env=environ, cwd=PROJECT, check=True)
        beats = [[*BEAT, "-s", str(folder / f"beat-{number}")] for number in range(2)]
        workers = [programs.worker(with_redis=True) for _ in range(4)]
        stack.enter_context(Crew(environ, [*beats, *workers]))
        _let_days_pass(folder, days, seconds)
        time.sleep(5)  # for what the last day brings to be queued
        _await(lambda: _left(environ) == 0, within=60)
        return _judge(environ, sink)


def _let_days_pass(folder: Path, days: int, seconds: float) -> None:
    """The demonstration's clock, moved a day at a time and now and then put wrong by an hour: web, worker and beat read
    the same file.
    """
    rng = random.Random(40)
    for number in range(days):
        (folder / "clock-offset").write_text(str((number + 1) * 86400 + rng.choice((-3600, 0, 0, 3600))))
        time.sleep(seconds / days)


def _left(environ: dict[str, str]) -> int:
    """What is due and was not sent."""
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        due = "SELECT count(*) FROM postmortems_delivery WHERE status = 'waiting' AND waits_until IS NULL"
        row = session.execute(due).fetchone()
    return int(row[0]) if row else 0


def _judge(environ: dict[str, str], sink: Sink) -> tuple[str, bool]:
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        told = "SELECT count(*), count(DISTINCT (kind, about, recipient_id, local_date)), "
        told += "count(DISTINCT (recipient_id, digest_on)) FILTER (WHERE status = 'sent'), "
        told += "count(*) FILTER (WHERE status = 'waiting' AND waits_until IS NULL) FROM postmortems_delivery"
        row = session.execute(told).fetchone()
    rows, keys, mails, left = row or (0, 0, 0, 0)
    names = [name for _to, name, _told in sink.taken]
    twice = len(names) - len(set(names))
    figure = f"{rows} messages of {keys} keys, {len(names)} mails of {mails}: {twice} twice, {left} left behind"
    return figure, rows == keys and rows > 0 and len(names) == mails and twice == 0 and left == 0
