"""Every page, file and mail of a demonstration full of hostile words: for pytest, run by hostile_words.py."""

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from accounts.models import User
from postmortems.mail.kinds import find
from postmortems.mail.message import gather, write
from postmortems.mail.models import Delivery
from tests import chromium
from tests.demo.conftest import _made_once as _made_once
from tests.demo.conftest import demonstration as demonstration
from tests.mails import queue_round
from tests.prove._in_files import pages_in
from tests.prove._poisoning import Poison, fill_empty, given_room
from tests.prove._walking import kind_of
from tests.shared.hostile import MARK, STRINGS
from tests.shared.reading import what_acts

ALL_ROUNDS = 3  # a column with an index holds some forty strings at a time
ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "1"))
PEOPLE = ("priya.raman", "mina.okafor", "tomas.reyes")
LINK = re.compile(r"""(?:href|hx-get)=["'](/[^"'#]*)""")
NOT_WALKED = re.compile(r"^/((live|static|admin|accounts/logout)/|readyz)")
HTMX = {"HX-Request": "true"}
FRAGMENTS = re.compile(r"^/(reviews|actions|library)/")
FILES: Counter[str] = Counter()
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _room(django_db_setup) -> None:
    """Before the demonstration is made: a short column takes as many strings as a long one."""
    given_room()


class Screen:
    """A real browser that is given each page without the policy that would stop scripts, and asks nobody for more."""

    def __init__(self, page: Page, thread: ThreadPoolExecutor) -> None:
        self.page, self.thread, self.dialogs = page, thread, []
        page.route("**/*", lambda route: route.abort())
        page.on("dialog", self._hear)

    def _hear(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def show(self, html: str) -> None:
        self.thread.submit(self._show, html).result()

    def _show(self, html: str) -> None:
        self.page.set_content(html, wait_until="domcontentloaded")
        self.page.evaluate("document.querySelectorAll('[autofocus]').forEach(one => one.focus())")


@pytest.fixture
def screen() -> Iterator[Screen]:
    """In a thread of its own: Playwright's event loop would give this one another database session."""
    with ThreadPoolExecutor(1) as thread:
        play = thread.submit(lambda: sync_playwright().start()).result()
        browser = thread.submit(play.chromium.launch, executable_path=chromium.PROGRAM, args=chromium.FLAGS).result()
        yield thread.submit(lambda: Screen(browser.new_page(), thread)).result()
        thread.submit(browser.close).result()
        thread.submit(play.stop).result()


def pages_of(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that this person finds, one of each kind, and each that has one as the piece that htmx asks for."""
    waiting, seen = deque(["/"]), set()
    while waiting:
        address = waiting.popleft()
        if (kind := kind_of(address.partition("?")[0])) in seen or NOT_WALKED.search(address):
            continue
        seen.add(kind)
        answer = client.get(address)
        assert answer.status_code < 500, address
        if "html" not in answer.get("Content-Type", ""):
            for page in shown_of(address, answer):
                yield f"{address} (a file)", page
            continue
        html = answer.content.decode()
        waiting += [found.replace("&amp;", "&") for found in LINK.findall(html)]
        yield address, html
        if FRAGMENTS.match(address):
            yield f"{address} (a piece)", client.get(address, headers=HTMX).content.decode()


def shown_of(address: str, answer) -> list[str]:
    """What a program would show of this file, once it was read to its end."""
    if answer.status_code >= 300:
        return []
    kind = answer["Content-Type"].partition(";")[0]
    data = b"".join(answer) if answer.streaming else answer.content
    try:
        pages = pages_in(kind, data)
    except Exception as error:
        error.add_note(address)
        raise
    FILES[kind] += 1
    return pages


def mails() -> Iterator[tuple[str, str]]:
    """The HTML of one mail of every kind."""
    for row in Delivery.objects.filter(sent_at__isnull=True).select_related("recipient"):
        kind = find(row.kind)
        for matter in kind.look([row]).values():
            message = gather([write(kind, row, matter)])
            assert "\n" not in message.subject
            yield f"mail {row.kind}", str(message.alternatives[0][0])


def test_nothing_acts_anywhere(demonstration, screen, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    queue_round(0)
    fill_empty()
    poison, shown, found = Poison(), 0, {}
    clients = []
    for name in PEOPLE:
        clients.append(Client(raise_request_exception=False))
        clients[-1].force_login(User.objects.get(email=f"{name}@example.org"))
    for _round in range(ROUNDS):
        poison.pour()
        for source in (*map(pages_of, clients), mails()):
            for address, html in source:
                shown += 1
                screen.show(html)
                acts = what_acts(html, mark=MARK)
                if acts or screen.dialogs:
                    found[address] = (acts, list(screen.dialogs))
                    screen.dialogs.clear()
    whole = sum(len(numbers) >= 120 for numbers in poison.stood.values())
    few = {name: len(numbers) for name, numbers in poison.stood.items() if len(numbers) < 120}
    unfilled = f"{len(poison.empty)} have no row: {', '.join(sorted(poison.empty))}"
    read = ", ".join(f"{many} {kind.rpartition('/')[2]}" for kind, many in sorted(FILES.items()))
    print(f"\nFIGURE {len(poison.stood)} fields, {whole} of them with 120 strings or more; files read: {read}")
    print(f"FEWER {few}")
    print(f"SHOWN {shown} pages, pieces and mails, something acts on {len(found)}; {unfilled}")
    assert found == {}
    assert {name: why for name, why in poison.refused.items() if name not in poison.stood} == {}
    assert poison.empty == set()
    assert few == {} or ROUNDS < ALL_ROUNDS


def test_what_a_careless_page_lets_through_is_seen(screen):
    html = f"<!doctype html><p>{'</p><p>'.join(STRINGS)}</p>"
    screen.show(html)
    assert what_acts(html, mark=MARK)
    assert screen.dialogs
