"""Three web processes, two for streams and two workers over one PostgreSQL and one Redis, behind a real Caddy.

Each is what another host would run, by the command of docker-compose.yml. While people file, one of each is killed with
a SIGKILL. Only what was on its way to the killed one may fail, each thing is filed once, both streams hear what happens
afterwards, and all mail goes out.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.faults.running import PROJECT, unused_port
from tests.prepared import prepare
from tests.processes import wait_until
from tests.prove.compose import (
    EMAIL,
    PASSWORD,
    Browser,
    Place,
    caddy,
    command_of,
    finish,
    is_up,
    missing,
    production,
    running,
)

NAME = "3 web, 2 live, 2 worker processes behind Caddy, one of each killed under load"
GOAL = "nothing lost but what was on its way; each filed once; streams and mail go on"
QUICK = False
WEBS, LIVES, WORKERS = 3, 2, 2
SECTION = "/reviews/PIR-1/text/impact/"
FILL = "import django; django.setup()\nfrom tests.prove._filling import fill_outbox\nfill_outbox({})"


def run(quick: bool) -> tuple[str, bool | None]:
    if told := missing():
        return told, None
    people, each, mails = (4, 5, 6) if quick else (8, 60, 40)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Place(Path(folder))
        prepare(place.folder)
        place.environment = production(place, stack)
        finish(place, ["manage.py", "collectstatic", "--no-input", "-v", "0"])
        finish(place, ["manage.py", "createsuperuser", "--no-input", "--email", EMAIL, "--display_name", "First"])
        webs = [stack.enter_context(served(place, "web", port)) for port in ports(WEBS)]
        lives = [stack.enter_context(served(place, "live", port)) for port in ports(LIVES)]
        workers = [stack.enter_context(served(place, "worker", number)) for number in range(WORKERS)]
        stack.enter_context(running(place, "beat", command_of("beat", place)))
        several = {"WEB": addresses(webs), "LIVE": addresses(lives)}
        stack.enter_context(running(place, "caddy", caddy(place, **several)))
        first = signed_in(place)
        pages = under_load(first, webs[0], people=people, each=each)
        heard = streams_after_a_kill(first, lives[0])
        sent = mail_after_a_kill(place, workers[0], mails=mails)
    figure = f"{pages}; {heard} of {LIVES} streams heard what came after; {sent} of {mails} mails"
    return figure, pages.is_good and heard == LIVES and sent == mails


def ports(many: int) -> list[int]:
    return [unused_port() for _number in range(many)]


@dataclass
class Served:
    """A process that another host would run, with its port."""

    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> tuple[float, float]:
        """With all below it, without a word; between which moments."""
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not is_listening(self.port), within=10)
        return began, time.monotonic()


def is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def served(place: Place, name: str, port: int) -> Iterator[Served]:
    """The service by its own command, with a process group of its own."""
    place.web, place.live = (port, port)
    command = [re.sub(r"^3$", "1", word) for word in command_of(name, place)]  # of three hosts, one process each
    home = place.folder / f"{name}-{port}"
    home.mkdir()
    own = place.environment | {"HOME": str(home)}
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=own, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield Served(port, process)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def addresses(several: list[Served]) -> str:
    return " ".join(f"127.0.0.2:{one.port}" for one in several)


def signed_in(place: Place) -> Browser:
    browser = Browser(place)
    assert wait_until(lambda: is_up(browser), within=240), "the pages never answered through Caddy"
    browser.text("/accounts/login/", login=EMAIL, password=PASSWORD, **browser.form("/accounts/login/"))
    browser.text("/record/", noticed="The first", service="", **browser.form("/record/"))
    return browser


@dataclass
class Asked:
    """One request: when it went, when it came back, and whether it was answered."""

    began: float
    ended: float
    is_answered: bool


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@dataclass
class Visitor:
    """Somebody who opens the form and files, again and again; what failed is sent again as it was."""

    number: int
    first: Browser
    each: int
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.browser = Browser(self.first.place)
        for cookie in self.first.cookies:
            self.browser.cookies.set_cookie(cookie)
        self.browser.opener.add_handler(NoRedirect())

    def visit(self) -> None:
        for turn in range(self.each):
            page = self._until_answered("/record/")
            hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
            self._until_answered("/record/", noticed=f"Visit {self.number}-{turn}.", service="", **hidden)

    def _until_answered(self, path: str, **fields: str) -> str:
        while True:
            began = time.monotonic()
            try:
                page = self.browser.text(path, **fields)
                is_answered = True
            except urllib.error.HTTPError as error:
                page, is_answered = "", error.code < 400
            except OSError:
                page, is_answered = "", False
            self.asked.append(Asked(began, time.monotonic(), is_answered))
            if is_answered:
                return page


@dataclass
class Pages:
    """What came of the requests of everybody."""

    requests: int
    on_their_way: int
    lost: int
    filed: int
    expected: int

    @property
    def is_good(self) -> bool:
        return self.lost == 0 and self.filed == self.expected

    def __str__(self) -> str:
        return (
            f"{self.requests:,} requests: {self.on_their_way} failed on their way to the killed one, {self.lost} "
            f"others; {self.filed} of {self.expected} filed once"
        )


def under_load(first: Browser, victim: Served, *, people: int, each: int) -> Pages:
    visitors = [Visitor(number, first, each) for number in range(people)]
    threads = [threading.Thread(target=visitor.visit) for visitor in visitors]
    for thread in threads:
        thread.start()
    wait_until(lambda: sum(len(visitor.asked) for visitor in visitors) >= people * each * 2 // 3, within=1200)
    began, ended = victim.kill()
    for thread in threads:
        thread.join()
    asked = [one for visitor in visitors for one in visitor.asked]
    failed = [one for one in asked if not one.is_answered]
    on_their_way = [one for one in failed if one.began <= ended and one.ended >= began]
    return Pages(len(asked), len(on_their_way), len(failed) - len(on_their_way), _filed_once(first), people * each)


def _filed_once(first: Browser) -> int:
    """How many visits are on record exactly once."""
    once = """SELECT count(*) FROM (
        SELECT title FROM postmortems_review WHERE title LIKE 'Visit %' GROUP BY title HAVING count(*) = 1
    ) AS titles"""
    with psycopg.connect(first.place.environment["DATABASE_BACKUP_URL"]) as session:
        row = session.execute(once).fetchone()
    return int(row[0]) if row else 0


@dataclass
class Listener:
    """A page's stream, opened again whenever it ends."""

    browser: Browser
    opened: int = 0
    heard: bool = False
    is_over: bool = False

    def listen(self) -> None:
        while not self.is_over:
            try:
                with self.browser.ask("/live/reviews/PIR-1/") as stream:
                    self.opened += 1
                    for line in stream:
                        self.heard |= b"Heard afterwards" in line
            except OSError:
                time.sleep(0.2)


def streams_after_a_kill(first: Browser, victim: Served) -> int:
    """Each stream is another process's; one of them goes. How many heard what was written afterwards."""
    listeners = [Listener(first) for _number in range(LIVES)]
    threads = [threading.Thread(target=listener.listen, daemon=True) for listener in listeners]
    for thread in threads:
        thread.start()
    assert wait_until(lambda: all(listener.opened for listener in listeners), within=120)
    victim.kill()
    assert wait_until(lambda: sum(listener.opened for listener in listeners) > LIVES, within=120), "no stream ended"
    first.text(SECTION, body="Heard afterwards.", **first.form(SECTION))
    wait_until(lambda: all(listener.heard for listener in listeners), within=120)
    for listener in listeners:
        listener.is_over = True
    return sum(listener.heard for listener in listeners)


def mail_after_a_kill(place: Place, victim: Served, *, mails: int) -> int:
    """How many people's mail the catcher has; a worker is killed among them."""
    caught = place.folder / "mail"
    before = _caught(caught)
    filling = [sys.executable, "-c", FILL.format(mails)]
    subprocess.run(filling, cwd=PROJECT, env=place.environment | {"DJANGO_SETTINGS_MODULE": "postmortems.settings"})
    wait_until(lambda: _caught(caught) > before + mails // 4, within=240)
    victim.kill()
    sent = "SELECT count(DISTINCT recipient_id) FROM postmortems_delivery WHERE status = 'sent' AND kind LIKE 'action%'"

    def all_sent() -> int:
        with psycopg.connect(place.environment["DATABASE_BACKUP_URL"]) as session:
            row = session.execute(sent).fetchone()
        return int(row[0]) if row else 0

    wait_until(lambda: all_sent() == mails, within=400)
    return min(all_sent(), _caught(caught) - before)


def _caught(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())
