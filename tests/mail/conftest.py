"""A real mail server in this process, and rows in a real outbox."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.shared import clock


class Sink:
    """Takes mail and answers what it was told to answer: per step of the conversation, a reply or None for "go on"."""

    def __init__(
        self, *, rcpt: Callable[[str], str | None] | None = None, data: Callable[[str], str | None] | None = None
    ) -> None:
        self.rcpt, self.data = rcpt, data
        self.taken: list[tuple[str, bytes]] = []
        self.connections = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt and (reply := self.rcpt(address)):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data and (reply := self.data(envelope.rcpt_tos[0])):
            if reply == "drop":
                server.transport.close()
                return "250 never heard"
            return reply
        self.taken.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


@contextmanager
def serving(sink: Sink) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def smtp(settings) -> Callable[[int], None]:
    """Point the application's mailer at a port, with a timeout that tests can wait for (seconds)."""

    def use(port: int, timeout: float = 2) -> None:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": timeout}}}

    return use


@pytest.fixture
def outbox_kind(monkeypatch, settings, tmp_path) -> Iterator[dict]:
    """Two kinds of mail of the tests' own, with real templates: one that goes at once, one for the mail of a day."""
    (tmp_path / "emails").mkdir()
    for end, words in {
        "subject": "About\n{{ about }}",
        "text": "Hello {{ recipient.first_name }} & co",
        "html": "<p>{{ about }}</p>",
    }.items():
        for name in ("note", "daily"):
            (tmp_path / "emails" / f"{name}.{end}").write_text(words)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    wanted = {"still": lambda delivery: True}
    kind = kinds.Kind(
        name="note",
        still_wanted=lambda delivery: wanted["still"](delivery),
        context=lambda delivery: {"about": delivery.about},
    )
    monkeypatch.setitem(kinds._known, "note", kind)
    monkeypatch.setitem(
        kinds._known, "daily", replace(kind, name="daily", timing=kinds.Timing.DIGEST, topic="promises")
    )
    return wanted


@pytest.fixture
def waiting(outbox_kind):
    """Put rows into the outbox that are due now."""

    def make(*people, **fields) -> list[Delivery]:
        now = clock.now()
        defaults = {"kind": "note", "local_date": now.date(), "due_at": now, "created_at": now}
        return [
            Delivery.objects.create(**{**defaults, "about": f"note:{number}", "recipient": person, **fields})
            for number, person in enumerate(people)
        ]

    return make
