"""Real pages in a real Chromium, served by a real uvicorn on the test database."""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import chromium
from tests.browser.again import pytest_runtest_protocol
from tests.processes import wait_until

__all__ = ["pytest_runtest_protocol"]
PASSWORD = "a-quiet-harbour-7"
# How long a test waits for what has to come: long enough for a machine three times slower. Only a failure waits it out.
PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=PATIENCE)
# Playwright's synchronous interface keeps an event loop in this thread; the tests' own queries are made between its
# calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium.PROGRAM is None:
        said = "no Chromium on this machine: the browser tests were left out"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.FLAGS)
        loop = asyncio._get_running_loop()
        yield opened
        asyncio._set_running_loop(loop)  # the last test of the run may be one that went without it (tests/conftest.py)
        opened.close()


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[tuple[str, uvicorn.Server]]:
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "WHITENOISE_USE_FINDERS", True)
        from postmortems.asgi import application

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        application, host="127.0.0.1", port=port, log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{port}", server
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture
def live_url(transactional_db: None, _server: tuple[str, uvicorn.Server]) -> Iterator[str]:
    """The address of the application, working on rows that are really committed.

    A page that closes still sends what was typed: the tables are emptied when nobody writes into them any more.
    """
    address, server = _server
    yield address
    assert wait_until(lambda: not server.server_state.tasks, within=10), "a request of a closed page never ended"


@pytest.fixture
def open_page(browser: Browser, live_url: str) -> Iterator[Callable[..., Page]]:
    """`open_page(user, width=390, dark=True, javascript=False)`: a page of a new browser session, signed in as that
    person.
    """
    contexts: list[BrowserContext] = []

    def make(user=None, *, width: int = 1360, height: int = 900, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session_cookie(user, live_url)])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def _session_cookie(user, live_url: str) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_url,
    }
