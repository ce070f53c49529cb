"""Eight people write into one section of one review, each in a session of their own and over what they read; beside it
they add events. The server is a whole one, as `make run` starts it.
"""

import html
import random
import re
import tempfile
import threading
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
from tests.faults.running import running

NAME = "eight people in one text, through the pages"
QUICK = False  # minutes, also when small; tests/wording/test_many_writers.py is the small one
GOAL = "0 saves lost, 0 events refused or doubled"
PEOPLE = ("priya.raman", "mina.okafor", "sven.kallas", "lea.brandt") * 2
REVIEW = "/reviews/PIR-11/"  # the one of the demonstration that is in its meeting: everybody may still write it
SECTION, STORY = f"{REVIEW}text/lessons/", f"{REVIEW}timeline/"
PATIENCE = 1_800  # seconds: on a busy machine each of the lowest priority waits long
READING = 1.0  # seconds that somebody looks at two versions, at most; people take longer
FIELD = re.compile(r"<textarea[^>]*name=\"body\"[^>]*>\n?(.*?)</textarea>", re.DOTALL)
VERSION = re.compile(r"<input[^>]*name=\"base_version\"[^>]*value=\"(\d+)\"")


def run(quick: bool) -> tuple[str, bool]:
    saves = 5 if quick else 100
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as server:
        server.await_ready()
        writers = [Writer(number, name, server.port) for number, name in enumerate(PEOPLE)]
        together = threading.Barrier(len(writers))
        with ThreadPoolExecutor(len(writers)) as pool:
            list(pool.map(lambda writer: writer.work(saves, together), writers))
        text, _version = writers[0].read()
        story = Counter(re.findall(r"E\d+S\d+\.", writers[0].get(f"{REVIEW}document.md")))
    wanted = {f"W{writer.number}S{turn}." for writer in writers for turn in range(saves)}
    lost = len(wanted - set(text.split()))
    met, events = sum(writer.met for writer in writers), sum(writer.events for writer in writers)
    is_whole = not lost and len(story) == events == sum(story.values())
    return f"{len(wanted)} saves, {met} met another's, {lost} lost; {len(story)} of {events} events", is_whole


@dataclass
class Writer:
    """One person at one browser. `met` counts the saves that came second and were put together."""

    number: int
    name: str
    port: int
    met: int = 0
    events: int = 0
    cookies: CookieJar = field(default_factory=CookieJar)

    def work(self, saves: int, together: threading.Barrier) -> None:
        self.post("/accounts/login/", login=f"{self.name}@example.org", password=PASSWORD)
        together.wait()
        for turn in range(saves):
            self.save(f"W{self.number}S{turn}.")
            if turn % 5 == 0:
                self.add_event(f"E{self.number}S{turn}.")

    def save(self, words: str) -> None:
        """Add the words to what stands, and look at both versions as long as somebody else was first."""
        text, version = self.read()
        status, page = self.post(SECTION, body=f"{text} {words}", base_version=version)
        while status == 409:
            self.met += 1
            time.sleep(random.uniform(0, READING))
            text, version = field_in(page)
            assert words in text.split(), "what was typed is not in the field any more"
            status, page = self.post(SECTION, body=text, base_version=version)
        assert status == 200, status

    def add_event(self, words: str) -> None:
        """An event is only ever added: it meets nobody's."""
        said = {"date": "2019-07-02", "time": "13:50", "kind": "observation", "body": words}
        status, _page = self.post(STORY, form_key=str(uuid.uuid4()), **said)
        assert status == 200, status
        self.events += 1

    def read(self) -> tuple[str, str]:
        """What stands in the field, and the version that was read."""
        return field_in(self.get(SECTION))

    def get(self, path: str) -> str:
        return self._ask(path, None)[1]

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        if not self.token:
            self.get("/accounts/login/")
        return self._ask(path, urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode())

    @property
    def token(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if "csrf" in cookie.name), "")

    def _ask(self, path: str, body: bytes | None) -> tuple[int, str]:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(f"http://localhost:{self.port}{path}", data=body, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def field_in(page: str) -> tuple[str, str]:
    """The words of the page's field and the version they are over."""
    body, version = FIELD.search(page), VERSION.search(page)
    assert body
    assert version
    return html.unescape(body[1]), version[1]
