"""Asks every address, asynchronous ones among them."""

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser() -> Iterator[None]:
    """Playwright, where browser tests ran before in this process, keeps an event loop in this thread: no asynchronous
    view would be called beside it.
    """
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
