"""Somebody else's change and one's own press reach the same row in any order: neither gets lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from postmortems.timeline import services
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry
from tests.browser.test_live import add, look, story
from tests.browser.writing import SENTENCE, factor_form

__all__ = ["story"]
OURS = "First customer report."


@pytest.fixture
def page(open_page, story) -> Page:
    page = open_page(story.owner)
    look(page, story)
    return page


def row(page: Page):
    return page.locator("#timeline-events > li[data-kind=detection]")


def somebody_else_writes(story, words: str) -> None:
    event = TimelineEvent.objects.get(kind="detection")
    entry = Entry(occurred_at=event.occurred_at, body=words, kind="detection")
    services.change_event(event=event, entry=entry, base_version=event.version, author=story.teammate)


def hold(page: Page, address: str) -> list[Route]:
    """What this page asks at such an address waits until a test lets it go."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))
    return waiting


def await_one(page: Page, waiting: list[Route]) -> None:
    while not waiting:
        page.wait_for_timeout(20)


def pressed_while_somebody_writes(page: Page, story) -> Route:
    """ "More" is pressed; before its answer comes, the same entry has other words and the page heard of it."""
    waiting = hold(page, "**/menu/")
    row(page).get_by_role("link", name="More").click()
    await_one(page, waiting)
    somebody_else_writes(story, "Theirs.")
    add(story, 20, "And another entry.")
    expect(page.locator("#timeline-events")).to_contain_text("And another entry.")
    return waiting[0]


def test_the_answer_to_a_press_finds_its_place_after_a_change_by_somebody_else(page, story):
    waiting = pressed_while_somebody_writes(page, story)
    waiting.continue_()
    expect(row(page).get_by_role("link", name="Split in two")).to_be_visible()


def test_the_change_by_somebody_else_is_shown_when_the_press_came_to_nothing(page, story):
    waiting = pressed_while_somebody_writes(page, story)
    expect(row(page)).to_contain_text(OURS)
    waiting.abort()
    expect(row(page)).to_contain_text("Theirs.")


def test_a_key_waits_for_its_menu_whatever_else_is_shown_first(page, story):
    waiting = hold(page, "**/menu/")
    row(page).locator(".edit").first.focus()
    page.keyboard.press("c")
    await_one(page, waiting)
    add(story, 20, "And another entry.")
    expect(page.locator("#timeline-events")).to_contain_text("And another entry.")
    page.wait_for_timeout(100)  # what is shown has settled
    waiting[0].continue_()
    expect(page.get_by_role("button", name="Split here")).to_be_visible()


def test_who_goes_by_keyboard_keeps_their_place_in_a_row_that_changes(page, story):
    more = row(page).get_by_role("link", name="More")
    more.focus()
    somebody_else_writes(story, "Theirs.")
    expect(row(page)).to_contain_text("Theirs.")
    expect(more).to_be_focused()


def test_what_a_sign_in_was_told_stays_to_be_read(page, story):
    page.goto(reverse("factors", args=[story.review.ref]))
    page.context.clear_cookies()
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="You were signed out")
    dialog.get_by_label("Password").fill("not-mine")
    dialog.get_by_role("button", name="Sign in and go on").click()
    told = page.get_by_text("That did not fit. Once more?")
    expect(told).to_be_visible()
    page.evaluate("document.dispatchEvent(new CustomEvent('words:signed-out', {detail: {isAsked: true}}))")
    expect(told).to_be_visible()


def test_what_is_typed_before_the_answer_comes_stays(page, story):
    page.goto(reverse("factors", args=[story.review.ref]))
    waiting = hold(page, "**/factors/")
    field = factor_form(page).locator("textarea")
    field.fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    await_one(page, waiting)
    field.fill("The next one, already")
    with page.expect_response("**/factors/"):
        waiting[0].continue_()
    expect(page.locator("article", has_text=SENTENCE)).to_have_count(1)
    expect(factor_form(page).locator("textarea")).to_have_value("The next one, already")
