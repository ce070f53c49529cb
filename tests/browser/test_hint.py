"""The quiet word while somebody types: it waits, says one thing, goes when told, and an offer can be undone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look

BLAMING = "Priya forgot to check the drain list before pushing the config."
HONEST = "Health checks measured the load balancer, not the pool behind it."


@pytest.fixture
def typing(open_page, cast, transactional_db) -> Page:
    """The form for the first condition, ready to be typed into."""
    page = open_page(cast.owner)
    page.goto(f"/reviews/{cast.review.ref}/factors/")
    return page


def field(page: Page):
    return page.locator("#factors-form-factor textarea").first


def panel(page: Page):
    return page.locator("#factors-form-factor .coaching.hint")


def test_it_marks_the_words_and_asks_without_taking_the_focus(typing):
    field(typing).press_sequentially(f"{HONEST} {BLAMING}")
    expect(panel(typing).locator(".ask")).to_have_text(re.compile("drain list"))
    expect(typing.locator("#factors-form-factor [role=status]").filter(has_text="drain list")).to_have_count(1)
    expect(typing.locator(".mirror mark")).to_have_text(re.compile("^Priya forgot to check"))
    expect(field(typing)).to_be_focused()
    expect(panel(typing).locator(".offer")).to_have_count(1)
    assert look(typing, "hint") == []


def test_an_honest_sentence_is_left_alone(typing):
    with typing.expect_response("**/hint/") as answer:
        field(typing).press_sequentially(HONEST)
    assert answer.value.status == 204
    expect(panel(typing)).to_be_hidden()


def test_it_goes_for_a_sentence_and_stays_away(typing):
    field(typing).press_sequentially(BLAMING)
    panel(typing).get_by_role("button", name="Not here").click()
    expect(panel(typing)).to_be_hidden()
    expect(field(typing)).to_be_focused()
    with typing.expect_response("**/hint/"):
        field(typing).press_sequentially(f" {HONEST}")
    expect(panel(typing)).to_be_hidden()
    expect(typing.locator(".mirror mark")).to_have_count(0)


def test_an_offer_fills_the_field_at_its_gap_and_can_be_undone(typing):
    field(typing).press_sequentially(BLAMING)
    panel(typing).get_by_role("button", name="Start from this").click()
    expect(field(typing)).to_have_value(re.compile("___"))
    chosen = field(typing).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert chosen == "___"
    panel(typing).get_by_role("button", name="Undo").click()
    expect(field(typing)).to_have_value(BLAMING)


def test_a_refusal_gives_way_to_what_is_typed_next(typing):
    field(typing).fill(BLAMING)
    typing.locator("#factors-form-factor").get_by_role("button", name="Save").click()
    refusal = typing.locator("#factors-form-factor .coaching[data-refused]")
    expect(refusal).to_be_focused()
    with typing.expect_response("**/hint/"):
        field(typing).fill(HONEST)
    expect(refusal).to_be_hidden()
    typing.locator("#factors-form-factor").get_by_role("button", name="Save").click()
    expect(typing.locator("article", has_text=HONEST)).to_be_visible()


def test_an_offer_beneath_a_refusal_can_be_undone_as_well(typing):
    field(typing).fill(BLAMING)
    typing.locator("#factors-form-factor").get_by_role("button", name="Save").click()
    typing.locator("#factors-form-factor .coaching[data-refused]").get_by_role(
        "button", name="Start from this"
    ).first.click()
    expect(field(typing)).to_have_value(re.compile("___"))
    panel(typing).get_by_role("button", name="Undo").click()
    expect(field(typing)).to_have_value(BLAMING)


def test_the_quiet_word_is_readable_in_the_dark_on_a_phone(open_page, cast, transactional_db):
    page = open_page(cast.owner, width=390, dark=True)
    page.goto(f"/reviews/{cast.review.ref}/factors/")
    field(page).press_sequentially(BLAMING)
    expect(panel(page).locator(".ask")).to_be_visible()
    assert look(page, "hint on a phone") == []


def test_the_sentences_around_an_offer_stay(typing):
    field(typing).press_sequentially(f"{HONEST} {BLAMING} It was over at 14:49.")
    panel(typing).get_by_role("button", name="Start from this").click()
    words = field(typing).input_value()
    assert words.startswith(f"{HONEST} ")
    assert words.endswith(" It was over at 14:49.")
    assert BLAMING not in words


def test_an_offer_begins_a_section_without_a_script_too(open_page, cast, transactional_db):
    page = open_page(cast.owner, javascript=False)
    page.goto(f"/reviews/{cast.review.ref}/text/lessons/")
    page.get_by_label("What we learned").fill(f"{HONEST} {BLAMING}")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Start from this").first.click()
    words = page.get_by_label("What we learned").input_value()
    assert words.startswith(f"{HONEST} ")
    assert "___" in words
    assert BLAMING not in words


def test_it_waits_until_the_hand_rests_and_says_one_thing_at_a_time(typing):
    typing.clock.install()
    field(typing).press_sequentially(f"{BLAMING} Nobody looked at the graph.")
    typing.clock.run_for(700)
    expect(panel(typing)).to_have_count(0)
    typing.clock.run_for(200)
    expect(panel(typing).locator(".ask")).to_have_count(1)
    expect(typing.locator(".mirror mark")).to_have_count(2)


def test_all_of_it_can_be_done_by_keyboard(typing):
    field(typing).press_sequentially(BLAMING)
    expect(panel(typing).locator(".ask")).to_be_visible()
    typing.keyboard.press("Tab")
    expect(panel(typing).get_by_role("button", name="Start from this")).to_be_focused()
    typing.keyboard.press("Enter")
    expect(field(typing)).to_be_focused()
    typing.keyboard.type("the tool has no look at it")
    expect(field(typing)).to_have_value(re.compile("because the tool has no look at it"))
    typing.keyboard.press("Tab")
    expect(panel(typing).get_by_role("button", name="Undo")).to_be_focused()
    typing.keyboard.press("Enter")
    expect(field(typing)).to_have_value(BLAMING)
    expect(field(typing)).to_be_focused()


@pytest.mark.parametrize(("page", "words", "question"), [
    ("factors", "Bad luck.", "What has to be in place so that the next time does not depend on luck?"),
    ("factors", "Human error.", "Which step allows that slip, and how far does it reach?"),
    ("actions", "Improve monitoring.", "What will exist afterwards that does not exist today?"),
    ("actions", "Be more careful when deploying.", "What will exist afterwards that does not exist today?"),
    ("actions", "Retrain the team on failover.", "What about the failover would still trip a trained person?"),
])  # fmt: skip
def test_what_is_weak_has_a_question_of_its_own(open_page, cast, transactional_db, page, words, question):
    opened = open_page(cast.owner)
    opened.goto(f"/reviews/{cast.review.ref}/{page}/")
    opened.locator("textarea[data-hint]").first.press_sequentially(words)
    expect(opened.locator(".coaching.hint .ask")).to_have_text(question)
