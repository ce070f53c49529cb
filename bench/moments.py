"""The moments that decide whether it is loved, as far as a clock can tell: what a person waits for in a real browser.

Production settings, one uvicorn as in `make run`, Chromium on the same machine; the median of several tries. A clock
says nothing about whether a question is good; tests/browser holds the rest of each moment.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from bench._ground import world
from bench.serving import serving, session_of
from tests import chromium

TRIES = 7
SERVER = ["uvicorn", "postmortems.asgi:application", "--port", "8000", "--no-access-log", "--log-level", "error"]
BLAMING = "Priya forgot to check the drain list before pushing the config."
NOTICED = "checkout answers nothing, started after the evening push maybe"


def rows() -> list[tuple[str, str, str]]:
    if chromium.PROGRAM is None:
        return [("moments in a browser", "LEFT OUT: no Chromium", "")]
    from playwright.sync_api import sync_playwright

    here = world()
    name, _equals, value = session_of(here.reader).partition("=")
    with serving(SERVER) as (port, _process), sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.FLAGS)
        address = f"http://127.0.0.1:{port}"
        context = opened.new_context(base_url=address, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        return [
            ("1  machine's part of filing at 390 px, three fields", _words(_filing(page)), "<= 40 s with the person's"),
            ("2  from Save to reason, question and start", _words(_refusal(page, here.short.ref)), "<= 300 ms"),
            ("7  the board with its first line", _words(_board(page)), "<= 10 s with the person's"),
        ]


def _words(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms"


def _median(attempt: Callable[[], Any], *, before: Callable[[], Any] = lambda: None) -> float:
    """Milliseconds that the attempt took, the median of some; what comes `before` it is not counted."""
    found = []
    for _ in range(TRIES):
        before()
        started = time.perf_counter()
        attempt()
        found.append((time.perf_counter() - started) * 1000)
    return statistics.median(found)


def _filing(page: Any) -> float:
    def file() -> None:
        page.goto("/record/")
        page.get_by_label("What did people notice?").fill(NOTICED)
        page.get_by_role("button", name="Put it on record").last.click()
        page.wait_for_url("**/record/PIR-*/")

    return _median(file)


def _refusal(page: Any, ref: str) -> float:
    form = page.locator("#factors-form-factor")

    def write() -> None:
        page.goto(f"/reviews/{ref}/factors/")
        form.locator("textarea").first.fill(BLAMING)

    def save() -> None:
        form.get_by_role("button", name="Save").click()
        form.locator(".coaching").wait_for()

    return _median(save, before=write)


def _board(page: Any) -> float:
    def look() -> None:
        page.goto("/actions/")
        page.get_by_text("open.").first.wait_for()

    return _median(look)
