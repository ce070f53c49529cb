"""Moment 4: three hundred pasted chat lines become a starred story, and nothing that was not understood vanishes."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from postmortems.timeline.models import TimelineEvent
from tests.browser.conftest import PATIENCE

WORDS = ("checkout answers nothing", "the pool on db-2 is full", "rolling back now", "is the status page updated?")
CHAT = "Copied from the incident channel\n\nMonday, June 1st, 2026\n" + "\n".join(
    f"{14 + n // 60}:{n % 60:02d} {('priya', 'sven', 'mina')[n % 3]}: "
    + ("joined #inc-checkout" if n % 50 == 7 else f"{n} {WORDS[n % 4]}")
    for n in range(300)
)

SLOW = 30_000  # milliseconds: three hundred lines are written down and shown, on a machine that does other things


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """Every page of this file may take its time."""
    expect.set_options(timeout=SLOW)
    yield
    expect.set_options(timeout=PATIENCE)


def _paste(page: Page, ref: str) -> None:
    page.set_default_timeout(SLOW)
    page.goto(f"/reviews/{ref}/")
    page.get_by_role("link", name="Paste or drop what you have").click()
    page.get_by_label("Paste it here").fill(CHAT)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("300 lines understood, 1 not.")).to_be_visible()


def _accept(page: Page, ref: str, count: int) -> None:
    page.get_by_role("button", name=re.compile("starred")).click()
    expect(page.get_by_text("added to the story.")).to_be_visible()
    assert TimelineEvent.objects.filter(review__number=ref.removeprefix("PIR-"), is_starred=True).count() == count


@pytest.mark.django_db(transaction=True)
def test_three_hundred_lines_become_a_starred_story(cast, open_page):
    page = open_page(cast.owner)
    _paste(page, cast.review.ref)
    expect(page.locator("#intake-not-read")).to_contain_text("Copied from the incident channel")
    expect(page.locator("#intake-noise")).to_contain_text("coming and going 6")
    page.locator("#intake-people summary").click()
    page.get_by_label("Who is priya?").select_option(label="Priya Raman")
    page.get_by_role("button", name="Tell it so").click()
    expect(page.locator(".intake-lines strong", has_text="Priya Raman").first).to_be_visible()
    rows = page.locator(".intake-lines > li:not(.day, .more)")
    for at in (0, 2):
        rows.nth(at).locator("button.star").click()
        expect(rows.nth(at)).to_have_class("starred")
    for at in (3, 4):
        rows.nth(at).locator("input").check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".under")).to_contain_text("4 checkout answers nothing")
    rows.nth(3).locator("button.star").click()
    expect(page.get_by_role("button", name="Add the 3 starred to the story")).to_be_visible()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    _accept(page, cast.review.ref, 3)


@pytest.mark.django_db(transaction=True)
def test_the_same_without_scripts_on_a_phone(cast, open_page):
    page = open_page(cast.owner, width=390, javascript=False)
    _paste(page, cast.review.ref)
    page.locator(".intake-lines button.star").first.click()
    expect(page.locator(".intake-lines .starred")).to_have_count(1)
    page.locator(".intake-lines a", has_text="Edit").first.click()
    page.get_by_label("Words").fill("Checkout is down")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".starred")).to_contain_text("Checkout is down")
    _accept(page, cast.review.ref, 1)
