"""Mail under kill -9: nothing lost, one more copy a crash at most, all copies under one name (RELIABILITY bar 1).

A real mail server takes reminders from the real worker and from `manage.py deliver`, while both are killed at random
moments: three messages to each person, which make one mail of the day. The server hesitates before it takes a message
and before it says so: the two places where a kill hurts.
"""

import asyncio
import email
import email.policy
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from postmortems.embedded import programs
from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import PROJECT, database_urls
from tests.prepared import prepare

NAME = "mail while senders are killed"
QUICK = False  # tests/faults/test_deliveries.py is the small one
GOAL = "0 lost; at most 1 more copy a kill, each with the same messages under one Message-ID"
WORKER = programs.worker(with_redis=False)
POLLER = programs.manage("deliver", "--every", "0.5")
IDLE = 4.0  # seconds


@dataclass
class Sink:
    """Takes its time (seconds, from and to) before it takes a message, and again before it says so."""

    rng: random.Random
    hesitates: tuple[float, float]
    taken: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)

    def has(self, count: int) -> bool:
        return len(self.taken) >= count

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.rng.uniform(*self.hesitates))
        envelope.rcpt_tos.append(address)
        return "250 go on"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        told = frozenset(re.findall(r"Make promise \d+ of part \d+", str(message.get_body(("plain",)))))
        self.taken.append((envelope.rcpt_tos[0], message["Message-ID"], told))
        await asyncio.sleep(self.rng.uniform(*self.hesitates))
        return "250 taken"


@dataclass(frozen=True)
class Outcome:
    """How many mails there were, of how many messages, how many kills, and what came of them."""

    mails: int
    messages: int
    kills: int
    lost: int
    extra: int
    renamed: int
    changed: int

    @property
    def is_good(self) -> bool:
        return self.lost == self.renamed == self.changed == 0 and self.extra <= self.kills

    def __str__(self) -> str:
        copies = f"{self.extra} more copies, {self.renamed} under another name, {self.changed} with other messages"
        return f"{self.mails} mails of {self.messages} messages, {self.kills} kills: {self.lost} lost, {copies}"


def run(quick: bool) -> tuple[str, bool]:
    """On a database of its own; leases are waited for in full, but for the quick version."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="second-story-prove-")))
        environ = stack.enter_context(application(folder))
        mails, kills = (20, 3) if quick else (500, 40)
        told: Any = {"programs": [POLLER] if quick else [WORKER, POLLER], "patience": 240, "hurries": quick}
        fill(environ, mails)
        slow = under_fire(environ, kills=kills, **told)
        fill(environ, mails // 5)
        quick_one = under_fire(environ, kills=kills // 3, hesitates=(0.0, 0.0), **told)
    return f"{slow}; with a server that does not pause: {quick_one}", slow.is_good and quick_one.is_good


def fill(environ: Mapping[str, str], mails: int) -> None:
    """On an empty outbox, three messages for each of so many people."""
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        session.execute("DELETE FROM postmortems_delivery")
        session.execute("UPDATE accounts_user SET email = id || '.' || email, is_active = false")
    filling = [sys.executable, "-m", "tests.prove._filling", str(mails), "3"]
    subprocess.run(filling, env=dict(environ), cwd=PROJECT, check=True)


@contextmanager
def application(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an application with an empty database under `folder`."""
    with serving_database(folder, settings=THROWN_AWAY) as (_cluster, environ):
        yield environ


@contextmanager
def serving_database(folder: Path, *, settings: Mapping[str, str]) -> Iterator[tuple[Cluster, dict[str, str]]]:
    """The same, with its database server."""
    prepare(folder)
    cluster = Cluster(folder, settings=settings)
    cluster.start()
    try:
        environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "postmortems.settings", "DATA_DIR": str(folder), "DEMO": "1"}
        environ |= {"SECRET_KEY": "only-for-proofs-" + "x" * 50, "BASE_URL": "http://localhost:8000", "REDIS_URL": ""}
        environ |= {**database_urls(cluster), "SMTP_URL": "smtp://127.0.0.1:9", "LOG_LEVEL": "ERROR"}
        yield cluster, environ
    finally:
        cluster.stop()


def under_fire(
    environ: Mapping[str, str],
    *,
    kills: int,
    programs: list[list[str]],
    patience: float,
    hesitates: tuple[float, float] = (0.02, 0.12),
    after_kill: Callable[[], None] = lambda: None,
    crew_of: "type[Crew] | None" = None,
    hurries: bool = False,
    seed: int = 118,
) -> Outcome:
    """Let the programs deliver what waits in the outbox, and kill one of them `kills` times while they do.

    `patience` is the time in seconds after the last kill within which everything must have arrived. `crew_of`: who
    keeps the programs running, and how they are killed. `hurries`: once nothing moves any more, leases of the dead end
    at once.
    """
    rng = random.Random(seed)
    sink = Sink(rng, hesitates)
    mails, messages = _people(environ), _count(environ, "waiting")
    with ExitStack() as stack:
        port = stack.enter_context(listening(sink))
        crew = stack.enter_context((crew_of or Crew)({**environ, "SMTP_URL": f"smtp://127.0.0.1:{port}"}, programs))
        for number in range(kills):
            # Spread over the run, so that there is always something on its way.
            goal = mails * number // (kills + 1) + rng.randint(1, 4)
            _await(partial(sink.has, goal), within=patience)
            time.sleep(rng.uniform(0, 2 * hesitates[1]))
            crew.kill_one(rng)
            after_kill()
        if hurries:
            end_leases_when_idle(environ, sink, within=patience)
        _await(lambda: _count(environ, "waiting") == 0, within=patience)
    return judge(environ, sink, mails, messages, kills)


class Crew:
    """The programs at work. Whoever is killed is replaced at once."""

    def __init__(self, environ: Mapping[str, str], commands: list[list[str]]) -> None:
        self.environ, self.commands = environ, commands
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Crew":
        self.running = [self._start(command) for command in self.commands]
        return self

    def __exit__(self, *problem: object) -> None:
        for process in self.running:
            _kill(process)

    def kill_one(self, rng: random.Random) -> None:
        self.kill(rng.randrange(len(self.running)))

    def kill(self, place: int) -> None:
        """With everything below it; another one begins in its place."""
        _kill(self.running[place])
        self.running[place] = self._start(self.commands[place])

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=dict(self.environ), cwd=PROJECT, start_new_session=True)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def listening(sink: object) -> Iterator[int]:
    """A mail server in a thread of this process; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def _await(condition: Callable[[], bool], *, within: float) -> None:
    deadline = time.monotonic() + within
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)


def _count(environ: Mapping[str, str], status: str) -> int:
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        row = session.execute("SELECT count(*) FROM postmortems_delivery WHERE status = %s", [status]).fetchone()
    return int(row[0]) if row else 0


def _people(environ: Mapping[str, str]) -> int:
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        row = session.execute("SELECT count(DISTINCT recipient_id) FROM postmortems_delivery").fetchone()
    return int(row[0]) if row else 0


def end_leases_when_idle(environ: Mapping[str, str], sink: Sink, *, within: float) -> None:
    """Whoever sends takes a quarter of a second for a mail: after some seconds without one, leases are of the dead."""
    deadline, seen, since = time.monotonic() + within, -1, time.monotonic()
    while _count(environ, "waiting") and time.monotonic() < deadline:
        if len(sink.taken) != seen:
            seen, since = len(sink.taken), time.monotonic()
        elif time.monotonic() - since > IDLE:
            with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
                session.execute("UPDATE postmortems_delivery SET leased_until = now() WHERE status = 'waiting'")
            since = time.monotonic()
        time.sleep(0.05)


def judge(environ: Mapping[str, str], sink: Sink, mails: int, messages: int, kills: int) -> Outcome:
    """`lost`: messages taken by nobody, or not known to be sent."""
    names, contents = defaultdict(set), defaultdict(set)
    for recipient, name, told in sink.taken:
        names[recipient].add(name)
        contents[recipient].add(told)
    copies = Counter(recipient for recipient, _name, _told in sink.taken)
    heard = {message for found in contents.values() for told in found for message in told}
    return Outcome(
        mails=mails,
        messages=messages,
        kills=kills,
        lost=max(messages - len(heard), messages - _count(environ, "sent")),
        extra=sum(copies.values()) - len(copies),
        renamed=sum(len(found) - 1 for found in names.values()),
        changed=sum(len(found) - 1 for found in contents.values()),
    )
