"""The fixed cast: the same people around one review in every test (DESIGN: the same five questions per view)."""

import asyncio
import gc
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver

from accounts.models import Team, User
from postmortems.reviews.models import Participant, Review
from tests.browser.again import asked_twice
from tests.factories import MembershipFactory, ReviewFactory, TeamFactory, UserFactory


@dataclass
class Cast:
    """Who stands around a review. `stranger` sees nothing of it once it is restricted to its team."""

    owner: User
    facilitator: User
    involved: User
    teammate: User
    reader: User
    stranger: User
    administrator: User
    team: Team
    review: Review

    def restrict(self) -> Review:
        """Show the review to its team and to named people only; the reader is one of them."""
        self.review.visibility = "teams"
        self.review.save(update_fields=["visibility"])
        Participant.objects.create(review=self.review, user=self.reader, role=Participant.Role.OBSERVER)
        return self.review


@pytest.fixture(autouse=True, scope="session")
def _no_search_for_static_files() -> None:
    """Each new test client would look through every folder of static files first: a third of what a test costs. The
    browser tests' server, which serves them, switches it on again for itself.
    """
    settings.WHITENOISE_USE_FINDERS = False


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Generator[None]:
    with override_settings(PASSWORD_HASHERS=["tests.hashing.Quick"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _addresses_of_the_demonstration() -> None:
    """Addresses are read once in a process; a test that is not a demonstration must not be the one that reads them."""
    assert get_resolver().url_patterns


LONG = ("architecture", "faults", "browser")  # folders with the longest files


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first (stable: the rest keeps its order), so that no process waits at the end for a long
    file of another one.
    """
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: the garbage collector need not look through it again and
    again. And a test makes so many small things that looking for each two thousand of them is looking all the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


_LOOP = pytest.StashKey[asyncio.AbstractEventLoop | None]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Playwright, where browser tests ran before in this process, keeps an event loop in this thread: nothing
    asynchronous would run beside it. Before any fixture, because a loop also decides which connection is used.
    """
    if item.path.parent.name != "browser":
        item.stash[_LOOP] = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """The loop comes back when the test's own fixtures have gone; the browser, to close, brings it itself."""
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(item.stash.get(_LOOP, asyncio._get_running_loop()))


@pytest.fixture
def cast(db: None) -> Cast:
    team = TeamFactory(name="Payments", slug="payments")
    people = {
        "owner": UserFactory(display_name="Priya Raman"),
        "facilitator": UserFactory(display_name="Mina Okafor", is_facilitator=True),
        "involved": UserFactory(display_name="Sven Kallas"),
        "teammate": UserFactory(display_name="Lea Brandt"),
        "reader": UserFactory(display_name="Tomas Reyes"),
        "stranger": UserFactory(display_name="Noor Haddad"),
        "administrator": UserFactory(display_name="Ada Field", is_administrator=True),
    }
    MembershipFactory(user=people["teammate"], team=team)
    review = ReviewFactory(
        team=team, owner=people["owner"], facilitator=people["facilitator"], filed_by=people["owner"]
    )
    Participant.objects.create(review=review, user=people["involved"], role=Participant.Role.RESPONDER)
    return Cast(**people, team=team, review=review)


@pytest.fixture
def signed_in(client: Client) -> "object":
    """A client signed in as the given person: `signed_in(cast.owner).get(...)`."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def sure_of(signed_in: Callable[[User], Client]) -> Callable[[User], Client]:
    """As `signed_in`, of somebody who has just shown once more that it is they."""

    def sign_in(user: User) -> Client:
        client = signed_in(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return sign_in


def pytest_terminal_summary(terminalreporter) -> None:
    """What passed only the second time (tests/browser/again.py)."""
    lines = list(asked_twice(terminalreporter.stats.get("", []) + terminalreporter.stats.get("passed", [])))
    if lines:
        terminalreporter.section("passed only when asked again")
        for line in lines:
            terminalreporter.line(line)
