"""Bar 14: the image's own server command beside bare gunicorn with sync workers, on the same page, and its memory.

Two workers each, four clients that keep asking, interleaved rounds. The page is the list of reviews.
"""

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench._ground import FEW, fill_reviews, world
from tests.faults.running import PROJECT, unused_port
from tests.processes import wait_until

ROUNDS, SECONDS, CLIENTS = 5, 3.0, 4
PAGE, BASE = "/reviews/", "/rows/"
BARE = ["gunicorn", "postmortems.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2"]
BESIDE_IT = ["gunicorn", "django.core.wsgi:get_wsgi_application()", *BARE[2:]]


def rows() -> list[tuple[str, str, str]]:
    here = world()
    fill_reviews(here.reader, FEW)
    cookie = session_of(here.reader)
    with serving(_ours()) as ours, serving(BARE) as bare:
        ratio = statistics.median(_rate(ours, PAGE, cookie) / _rate(bare, PAGE, cookie) for _ in range(ROUNDS))
        page = _memory(ours)
    with serving(BESIDE_IT, DJANGO_SETTINGS_MODULE="bench.baseline.alone") as alone:
        _rate(alone, BASE, cookie)
        base = _memory(alone)
    return [
        ("14 requests a second, the image's command beside bare gunicorn sync", f"{ratio:.2f}x", ">= 0.9x"),
        ("14 memory of two workers that served the list beside two that served rows", f"{page / base:.2f}x", "<= 1.6x"),
    ]


def _ours() -> list[str]:
    """The command of the Dockerfile, with two workers for the comparison."""
    command = re.search(r"^CMD (\[.+\])$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    assert command is not None
    words = json.loads(command[1])
    words[words.index("--workers") + 1] = "2"
    return words


def session_of(person: object) -> str:
    """The cookie of somebody who signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def serving(command: list[str], **more: str) -> Iterator[tuple[int, psutil.Process]]:
    """The server on a port of its own, as (port, process)."""
    port = unused_port()
    words = [{"0.0.0.0:8000": f"127.0.0.1:{port}", "8000": str(port)}.get(word, word) for word in command]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"} | more
    with subprocess.Popen(words, cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            assert wait_until(lambda: _answers(port), within=60)
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/healthz")
        return connection.getresponse().status in (200, 404)
    except OSError:
        return False


def _rate(server: tuple[int, psutil.Process], page: str, cookie: str) -> float:
    """Requests a second over a few seconds."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + SECONDS

    def ask(number: int) -> None:
        while time.perf_counter() < until:
            connection = http.client.HTTPConnection("127.0.0.1", server[0], timeout=10)
            connection.request("GET", page, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            counts[number] += answer.status == 200
            connection.close()

    clients = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert min(counts), "a client got no page"
    return sum(counts) / SECONDS


def _memory(server: tuple[int, psutil.Process]) -> int:
    """Bytes that the workers have for themselves."""
    return sum(child.memory_full_info().uss for child in server[1].children())
