"""Twelve ways in which a mail server does not simply take a mail, each with the real sender in real time: what becomes
of the message, and whether the others go on.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from postmortems.embedded.environment import PROJECT
from tests.mail.sink import Sink, serving
from tests.prove.deliveries import application

NAME = "a mail server that refuses, waits, drips or hangs up"
GOAL = "the expected state in each of 12 cases; no attempt longer than 30 s"
FIRST = "owner.0@example.org"
LONGEST = 30.0


@dataclass(frozen=True)
class Case:
    """What the server does to the first of two people, and how their message stands afterwards."""

    name: str
    server: Callable[[], object]
    status: str
    reply: str
    others_go_on: bool = True


def refuses(step: str, reply: str) -> Callable[[], object]:
    return lambda: serving(Sink(**{step: lambda address: reply if address == FIRST else None}))


@contextmanager
def _saying(first: bytes, *, every: float = 0.0, bang: bool = False) -> Iterator[int]:
    """A server that answers each connection with these bytes, one at a time, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    line, _address = server.accept()
                except OSError:
                    return
                threading.Thread(target=_speak, args=(line, first, every, bang), daemon=True).start()

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1]


def _speak(line: socket.socket, words: bytes, every: float, bang: bool) -> None:
    with line:
        try:
            for number in range(len(words)):
                line.sendall(words[number : number + 1])
                time.sleep(every)
            if not bang:
                time.sleep(90)
        except OSError:
            return


@contextmanager
def _nobody() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    yield port


CASES = (
    Case("451 at the recipient", refuses("rcpt", "451 later"), "waiting", "451"),
    Case("452 after the message", refuses("data", "452 full"), "waiting", "452"),
    Case("421 in the middle", refuses("data", "421 closing"), "waiting", "421"),
    Case("550 at the recipient", refuses("rcpt", "550 nobody"), "undeliverable", "550"),
    Case("554 after the message", refuses("data", "554 no"), "undeliverable", "554"),
    Case("552 too large", refuses("data", "552 large"), "undeliverable", "552"),
    Case("hangs up after the message", refuses("data", "drop"), "waiting", "SMTPServerDisconnected"),
    Case("silent from the start", lambda: _saying(b""), "waiting", "", others_go_on=False),
    Case("one byte every two seconds", lambda: _saying(b"2" * 60, every=2), "waiting", "", others_go_on=False),
    Case("hangs up before a word", lambda: _saying(b"", bang=True), "waiting", "", others_go_on=False),
    Case("554 instead of a greeting", lambda: _saying(b"554 no\r\n", bang=True), "waiting", "", others_go_on=False),
    Case("nobody there", _nobody, "waiting", "", others_go_on=False),
)
QUICK = ("451 at the recipient", "554 after the message", "hangs up before a word")


def run(quick: bool) -> tuple[str, bool]:
    cases = [case for case in CASES if not quick or case.name in QUICK]
    with tempfile.TemporaryDirectory(prefix="second-story-prove-") as folder, application(Path(folder)) as environ:
        outcomes = [_try(case, environ) for case in cases]
    wrong = [case.name for case, (is_right, _seconds) in zip(cases, outcomes, strict=True) if not is_right]
    slowest = max(seconds for _is_right, seconds in outcomes)
    figure = f"{len(cases) - len(wrong)} of {len(cases)} as expected, slowest attempt {slowest:.1f} s"
    return f"{figure}; not: {', '.join(wrong)}" if wrong else figure, not wrong and slowest <= LONGEST


def _try(case: Case, environ: dict[str, str]) -> tuple[bool, float]:
    """One run of the sender with two messages waiting, on an empty outbox."""
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        session.execute("DELETE FROM postmortems_delivery")
        session.execute("UPDATE accounts_user SET email = id || '.' || email, is_active = false")
    subprocess.run([sys.executable, "-m", "tests.prove._filling", "2", "1"], env=environ, cwd=PROJECT, check=True)
    with case.server() as port:  # type: ignore[attr-defined]
        told = environ | {"SMTP_URL": f"smtp://127.0.0.1:{port}"}
        program = "import json,time,django; django.setup()\nfrom postmortems.mail.deliver import deliver_all_due\n"
        program += "t=time.monotonic(); deliver_all_due(); print(json.dumps(time.monotonic()-t))"
        said = subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, **told}, cwd=PROJECT, check=True, capture_output=True
        )
    seconds = float(json.loads(said.stdout.splitlines()[-1]))
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as session:
        rows = session.execute("SELECT status, last_reply FROM postmortems_delivery ORDER BY id").fetchall()
    first, second = rows
    is_right = first[0] == case.status and (not case.reply or first[1] == case.reply)
    return is_right and second[0] == ("sent" if case.others_go_on else "waiting"), seconds
