"""A server that hears what is told, on a port of this machine."""

import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from postmortems.outgoing.kinds import CHOSEN
from postmortems.outgoing.receivers import make


@dataclass
class Ear:
    """What it heard, and what it answers: `answers` in order, then 200."""

    url: str = ""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@pytest.fixture
def ear(settings) -> Iterator[Ear]:
    settings.OUTGOING_NETWORKS = ["127.0.0.0/8"]
    ear = Ear()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            ear.heard.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            status = ear.answers.pop(0) if ear.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", ear.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    ear.url = f"http://127.0.0.1:{server.server_port}/hooks/T0?key=b0"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield ear
    server.shutdown()
    server.server_close()


@pytest.fixture
def listen(cast, ear):
    """`listen("slack", team=…)`: a receiver there, and its secret."""

    def of(form: str = "json", **more):
        said = {"name": "#payments", "url": ear.url, "news": list(CHOSEN), "team": None, "sends_list": False}
        return make(form=form, actor=cast.administrator, form_key=uuid.uuid4(), **said | more)

    return of
