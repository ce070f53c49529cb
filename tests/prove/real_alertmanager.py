"""Prometheus watches a lamp that is dark, Alertmanager tells us, the lamp is lit again: one incident, and its end.

Both are Debian's packages (apt-get install prometheus prometheus-alertmanager); without them this proof is left out.
Alertmanager is killed and started again in between, and sends what it had sent: that must add nothing.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg

from postmortems.embedded import programs
from postmortems.embedded.environment import PROJECT
from tests.prove.deliveries import application

NAME = "a real Alertmanager fires and resolves"
QUICK = False  # a minute and more, most of it Alertmanager's own waiting
GOAL = "1 incident, its onset and its end, nothing twice after Alertmanager was killed"
NEEDED = ("prometheus", "prometheus-alertmanager")
RULES = """
groups:
- name: lamp
  rules:
  - alert: LampIsDark
    expr: up{job="lamp"} == 0
    annotations: {summary: The lamp of the harbour is dark}
"""
WATCHING = """
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%(alertmanager)d"]}]}]}
scrape_configs: [{job_name: lamp, static_configs: [{targets: ["127.0.0.1:%(lamp)d"]}]}]
"""
TELLING = """
route: {receiver: second-story, group_by: [alertname], group_wait: 1s, group_interval: 2s, repeat_interval: 5s}
receivers:
- name: second-story
  webhook_configs:
  - url: http://127.0.0.1:%(web)d/hooks/incidents/%(key)s/
    send_resolved: true
    http_config: {authorization: {credentials: %(secret)s}}
"""


class Lamp(BaseHTTPRequestHandler):
    """A lit lamp answers who asks for its measures."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"lamp_is_lit 1\n")

    def log_message(self, *args: Any) -> None:
        """Nothing is written down."""


def run(quick: bool) -> tuple[str, bool | None]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        return f"{' and '.join(missing)} not installed: apt-get install {' '.join(missing)}", None
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        environ = stack.enter_context(application(folder / "app"))
        return _walk(folder, environ, stack)


def _walk(folder: Path, environ: dict[str, str], stack: ExitStack) -> tuple[str, bool]:
    made = subprocess.check_output([sys.executable, "-m", "tests.prove._endpoint"], env=environ, cwd=PROJECT, text=True)
    key, secret = made.split()
    ports = {name: _free() for name in ("web", "alertmanager", "lamp", "prometheus")}
    (folder / "rules.yml").write_text(RULES)
    (folder / "prometheus.yml").write_text(WATCHING % ports)
    (folder / "alertmanager.yml").write_text(TELLING % {**ports, "key": key, "secret": secret})

    def start(*words: str) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(words, env=environ, cwd=PROJECT, **quiet)
        stack.callback(lambda: (process.kill(), process.wait()))
        return process

    alertmanager = _alertmanager(folder, ports["alertmanager"])
    start(*programs.web(ports["web"]))
    _wait(lambda: _answers(ports["web"]))
    first = start(*alertmanager)
    start(*_prometheus(folder, ports["prometheus"]))
    began = time.monotonic()
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as database:
        _wait(lambda: _told(database) == (1, 1))
        opened, heard = time.monotonic() - began, _messages(database)
        first.kill()
        first.wait()
        start(*alertmanager)
        _wait(lambda: _heard_after(database) > 0)
        lamp = ThreadingHTTPServer(("127.0.0.1", ports["lamp"]), Lamp)
        stack.callback(lamp.server_close)
        stack.callback(lamp.shutdown)
        Thread(target=lamp.serve_forever, daemon=True).start()
        _wait(lambda: _told(database) == (1, 2))
        incidents, entries = _told(database)
        heard = _messages(database)
    figure = f"on record after {opened:.0f} s: {incidents} incident, {entries} entries of {heard} different messages"
    return figure, (incidents, entries) == (1, 2)


def _alertmanager(folder: Path, port: int) -> list[str]:
    where = [f"--config.file={folder / 'alertmanager.yml'}", f"--storage.path={folder / 'alerts'}"]
    return ["prometheus-alertmanager", *where, f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="]


def _prometheus(folder: Path, port: int) -> list[str]:
    where = [f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'measures'}"]
    return ["prometheus", *where, f"--web.listen-address=127.0.0.1:{port}"]


def _told(database: psycopg.Connection[Any]) -> tuple[int, int]:
    """Incidents on record, and entries of their stories."""
    found = database.execute(
        "SELECT (SELECT count(*) FROM postmortems_incident), (SELECT count(*) FROM postmortems_timelineevent)"
    ).fetchone()
    return (found[0], found[1]) if found else (0, 0)


def _messages(database: psycopg.Connection[Any]) -> int:
    found = database.execute("SELECT count(*) FROM postmortems_arrival").fetchone()
    return int(found[0]) if found else 0


def _heard_after(database: psycopg.Connection[Any]) -> int:
    """Whether the same message came in again, later than it first did."""
    found = database.execute(
        "SELECT count(*) FROM postmortems_endpoint e WHERE e.heard_at >"
        " (SELECT max(heard_at) + interval '1 second' FROM postmortems_arrival a WHERE a.endpoint_id = e.id)"
    ).fetchone()
    return int(found[0]) if found else 0


def _free() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def _wait(condition: Callable[[], bool], within: float = 120) -> None:
    ends = time.monotonic() + within
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.1)
