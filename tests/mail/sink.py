"""A real mail server that answers as it is told. Needs no Django: proofs use it before an application is there."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


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
