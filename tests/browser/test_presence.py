"""Two people who write one review see where the other is, before their words meet."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from postmortems.workspace.services import save_section
from tests.browser.looking import look
from tests.browser.writing import BEFORE, body
from tests.factories import FactorFactory


@pytest.fixture
def at(cast, transactional_db):
    """Addresses of the review by name."""
    save_section(review=cast.review, slot="summary", body=BEFORE, base_version=0, author=cast.owner)
    return lambda name, *args: reverse(name, args=[cast.review.ref, *args])


def heard(page, address):
    """Open the page and wait until its stream is there."""
    with page.expect_response(lambda response: "/since/" in response.url):
        page.goto(address)


def test_who_edits_is_shown_at_the_field_and_can_be_taken_over_from(open_page, cast, at):
    first, second = open_page(cast.owner), open_page(cast.teammate)
    name, other = cast.owner.first_name, cast.teammate.first_name
    heard(second, at("review"))
    heard(first, at("text", "summary"))
    body(first).focus()
    expect(second.locator("#text-summary h2 .avatar")).to_have_text(cast.owner.initials)
    heard(second, at("text", "summary"))
    expect(second.get_by_text(f"{name} is editing.")).to_be_visible()
    expect(body(second)).not_to_be_editable()
    second.get_by_role("button", name="Take over").click()
    expect(body(second)).to_be_focused()
    expect(body(second)).to_be_editable()
    expect(first.get_by_text(f"{other} took this over. Your words are kept.")).to_be_visible()
    second.goto("/")
    expect(first.get_by_text(f"{other} took this over")).to_be_hidden()
    expect(body(first)).to_be_editable()
    expect(first.locator("h1 .avatar")).to_have_count(0)


def test_a_field_in_which_words_stand_is_never_closed(open_page, cast, at):
    FactorFactory(review=cast.review)
    first, second = open_page(cast.owner), open_page(cast.teammate, width=390, dark=True)
    heard(first, at("factors"))
    heard(second, at("factors"))
    second.get_by_role("link", name="Edit").first.click()
    second.locator("article textarea").press_sequentially("The tool ")
    first.get_by_role("link", name="Edit").first.click()
    expect(first.get_by_text(f"{cast.teammate.first_name} is editing.")).to_be_visible()
    first.get_by_role("button", name="Take over").click()
    expect(second.get_by_text("took this over")).to_be_visible()
    expect(second.locator("article textarea")).to_be_editable()
    assert look(second, "taken over") == []


def test_what_somebody_saves_meanwhile_is_said_at_once(open_page, cast, at):
    page = open_page(cast.owner)
    heard(page, at("text", "summary"))
    body(page).fill("A push went out. It was slow. We fixed it.")
    theirs = "A push went out at noon. It was bad. We fixed it."
    save_section(review=cast.review, slot="summary", body=theirs, base_version=1, author=cast.teammate)
    expect(page.get_by_text("Somebody saved this section just now.")).to_be_visible()
    page.get_by_text("As it stands now").click()
    expect(page.locator("#meanwhile")).to_contain_text("at noon")
    assert look(page, "meanwhile") == []
    page.get_by_role("button", name="Put both together").click()
    expect(page.get_by_role("heading", name="Two good versions.")).to_be_visible()
    expect(body(page)).to_have_value("A push went out at noon. It was slow. We fixed it.")
    page.get_by_role("button", name="Save these words").click()
    expect(page.locator("#text-summary")).to_contain_text("at noon. It was slow.")
