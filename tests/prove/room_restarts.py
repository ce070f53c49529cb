"""A meeting goes on while the process that holds its streams is killed, while the database is killed, and while a phone
is away. Every phone does what the page does: it sends a card again until it is answered, and asks for what it missed.
"""

import contextlib
import http.client
import os
import re
import signal
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

from postmortems.demo.accounts import PASSWORD
from tests.faults.running import Run, running, unused_port
from tests.processes import wait_until

NAME = "a meeting through two kills and an absence"
QUICK = False  # minutes, also when small
GOAL = "0 cards lost, 0 doubled, on every phone"
REVIEW = "/reviews/PIR-11/meeting/"
CARDS = re.compile(r'<section id="room-cards".*?</section>', re.DOTALL)
CARD = re.compile(r"The tool hides list P\d+N\d+\.")


def run(quick: bool) -> tuple[str, bool]:
    phones, each, away = (3, 4, 2.0) if quick else (8, 15, 60.0)
    wanted = {f"The tool hides list P{p}N{n}." for p in range(phones) for n in range(each)}
    port, room = unused_port(), []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2 * phones) as pool:
        data = Path(folder) / "data"
        try:
            with running(data, port=port) as server:
                server.await_ready()
                room += [Phone(number, port, key) for number, key in enumerate(_open_room(port, phones))]
                for phone in room:
                    pool.submit(phone.listen)
                writing = [pool.submit(phone.write, each) for phone in room]
                _kill(server, "web")  # the supervisor starts it again
                wait_until(lambda: server.pid_of("web") is not None, within=60)
                room[-1].leave(away)
                _kill(server, "postgres")  # with its database everything ends, and is started anew as a machine would
                server.ends(within=120)
            with running(data, port=port) as server:
                server.await_ready()
                for one in writing:
                    one.result()
                wait_until(lambda: all(phone.has(wanted) for phone in room), within=away + 60)
                counts = [phone.counts() for phone in room]
        finally:
            for phone in room:
                phone.is_over = True
    lost = sum(len(wanted - set(found)) for found in counts)
    doubled = sum(times - 1 for found in counts for times in found.values())
    tries = sum(phone.tries for phone in room)
    return (
        f"{len(wanted)} cards in {tries} tries on {phones} phones: {lost} lost, {doubled} doubled",
        not lost + doubled,
    )


def _kill(server: Run, kind: str) -> None:
    """End one process without a word."""
    pid = server.pid_of(kind)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def _open_room(port: int, phones: int) -> list[str]:
    """A meeting of the demonstration with its cards turned over, and a guest's key for each phone."""
    browser = Browser(port)
    browser.post("/accounts/login/", login="mina.okafor@example.org", password=PASSWORD)
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() + 2 * 24 * 3600))
    address = urllib.parse.urlsplit(browser.post(REVIEW, at=f"{day}T14:00")[1]).path
    browser.post(f"{address}start/")
    browser.post(f"{address}cockpit/", do="go", line="group")
    pages = [browser.post(f"{address}guests/", name=f"Guest {number}")[2] for number in range(phones)]
    return [re.findall(r"/m/(g[\w-]+)/", page)[0] for page in pages]


@dataclass
class Browser:
    """Cookies, forms, and the token that goes with them."""

    port: int
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> tuple[int, str, str]:
        return self._open(urllib.request.Request(f"http://localhost:{self.port}{path}"))

    def post(self, path: str, **said: str) -> tuple[int, str, str]:
        token = next((one.value for one in self.cookies if "csrf" in one.name), "")
        if not token:
            self.get(path if path.startswith(("/accounts", "/m/")) else "/")
            token = next(one.value or "" for one in self.cookies if "csrf" in one.name)
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **said}).encode()
        return self._open(urllib.request.Request(f"http://localhost:{self.port}{path}", body))

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        with opener.open(request, timeout=20) as answer:
            return answer.status, answer.url, answer.read().decode()


@dataclass
class Phone:
    """One guest. `shown` is the place of the cards as the page would have it now."""

    number: int
    port: int
    key: str
    shown: str = ""
    version: str = ""
    tries: int = 0
    is_over: bool = False
    away_until: float = 0.0

    def __post_init__(self) -> None:
        self.browser = Browser(self.port)

    def write(self, cards: int) -> None:
        for number in range(cards):
            self._send(f"The tool hides list P{self.number}N{number}.", str(uuid.uuid4()))
            time.sleep(0.2)

    def _send(self, words: str, form_key: str) -> None:
        """The same form with the same key, until it is answered."""
        while not self.is_over:
            self.tries += 1
            with contextlib.suppress(OSError, http.client.HTTPException):
                said = {"do": "card", "kind": "factor", "words": words, "form_key": form_key}
                if self.browser.post(f"/m/{self.key}/", **said)[0] == 200:
                    return
            time.sleep(0.5)

    def leave(self, seconds: float) -> None:
        self.away_until = time.monotonic() + seconds

    def listen(self) -> None:
        """Open the page, then its stream, again and again; whenever it opens, ask for what was missed."""
        while not self.is_over:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if not self.version:
                    page = self.browser.get(f"/m/{self.key}/")[2]
                    self.version = re.findall(r'data-version="(\d+)"', page)[0]
                    self._show(page)
                self._stream()
            time.sleep(0.3)

    def _stream(self) -> None:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=20)
        connection.request("GET", f"/live/m/{self.key}/")
        answer = connection.getresponse()
        event = ""
        while not self.is_over and time.monotonic() > self.away_until and (line := answer.readline().decode()):
            event = line[7:].strip() if line.startswith("event: ") else event
            if event == "resync" and line == "\n":
                self._ask()
            elif line.startswith("data: "):
                self._show(line[6:], more=True)
        connection.close()

    def _ask(self) -> None:
        request = urllib.request.Request(f"http://localhost:{self.port}/live/m/{self.key}/since/{self.version}/")
        with urllib.request.urlopen(request, timeout=10) as answer:
            self.version = answer.headers["Live-Version"]
            self._show(answer.read().decode())

    def _show(self, html: str, *, more: bool = False) -> None:
        """Put the place of the cards where its twin stands; a stream sends it in lines."""
        self._lines = (self._lines + html) if more else html
        for found in CARDS.findall(self._lines):
            self.shown, self._lines = found, ""

    _lines: str = ""

    def counts(self) -> Counter[str]:
        return Counter(CARD.findall(self.shown))

    def has(self, wanted: set[str]) -> bool:
        return wanted <= set(self.counts())
