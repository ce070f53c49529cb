"""Two people at one text, what was removed coming back, and how it looks."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.session import Session
from postmortems.factors.models import ContributingFactor
from postmortems.shared import clock
from postmortems.wording.services import drop_draft
from postmortems.workspace.services import save_section
from tests.browser.looking import look_everywhere
from tests.browser.writing import BEFORE, SENTENCE, body, draft, factor_form, overtake
from tests.factories import ActionFactory, EventFactory, FactorFactory


@pytest.fixture
def address(cast, transactional_db):
    return reverse("text", args=[cast.review.ref, "summary"])


@pytest.fixture
def page(open_page, cast):
    """A page of the owner, whose console stays silent but for answers that are no faults."""
    page = open_page(cast.owner)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert problems == []


@pytest.mark.parametrize("javascript", [True, False])
def test_two_people_in_one_text_pick_piece_by_piece(open_page, cast, address, javascript):
    save_section(review=cast.review, slot="summary", body=BEFORE, base_version=0, author=cast.owner)
    page = open_page(cast.owner, javascript=javascript)
    page.goto(address)
    overtake(cast, "", "A push went out at noon. It was very bad. We fixed it.")
    body(page).fill("A push went out. It was slow. We fixed it within the hour.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Two good versions.")).to_be_visible()
    expect(body(page)).to_have_value(
        "A push went out at noon. It was very bad. It was slow. We fixed it within the hour."
    )
    page.locator("fieldset", has_text="very bad").get_by_role("radio").nth(1).check()
    if not javascript:
        page.get_by_role("button", name="Put these together").click()
    expect(body(page)).to_have_value("A push went out at noon. It was slow. We fixed it within the hour.")
    page.get_by_role("button", name="Save these words").click()
    expect(page.locator("#text-summary")).to_contain_text("at noon. It was slow. We fixed it within the hour.")
    assert draft(cast) is None


def test_two_people_in_two_fields_of_one_event_never_meet(open_page, cast, transactional_db):
    event = EventFactory(review=cast.review)
    first, second = open_page(cast.owner), open_page(cast.teammate)
    edit = reverse("timeline-event-edit", args=[cast.review.ref, event.pk])
    first.goto(edit)
    second.goto(edit)
    first.get_by_label("What was seen, said or done?").fill("Another account of it.")
    first.get_by_role("button", name="Save").click()
    expect(first.locator("#timeline-events")).to_contain_text("Another account")
    second.get_by_label("Time", exact=True).fill("14:05")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("link", name="Edit 14:05")).to_be_visible()
    event.refresh_from_db()
    assert (event.body, clock.local(event.occurred_at, "Europe/Berlin").strftime("%H:%M")) == (
        "Another account of it.",
        "14:05",
    )


def test_a_sentence_that_somebody_else_changed_stands_beside_mine(page, cast, transactional_db):
    factor = FactorFactory(review=cast.review)
    page.goto(reverse("factor-edit", args=[cast.review.ref, factor.pk]))
    ContributingFactor.objects.get(pk=factor.pk)
    factor.sentence = "The tool shows no drain list"
    factor.save()
    page.locator("article textarea").fill(SENTENCE)
    page.locator("article").get_by_role("button", name="Save").click()
    expect(page.locator("article .versions")).to_contain_text("The tool shows no drain list")
    expect(page.locator("article textarea")).to_have_value(SENTENCE)
    assert draft(cast, "sentence", f"factor:{factor.pk}") == SENTENCE
    drop_draft(author=cast.owner, target=f"factor:{factor.pk}", slot="sentence")


def test_what_is_said_about_words_is_whole_and_accessible(open_page, cast, address):
    save_section(review=cast.review, slot="summary", body=BEFORE, base_version=0, author=cast.owner)
    page, problems = open_page(cast.owner), []
    page.goto(address)
    overtake(cast, "", BEFORE.replace("bad", "very bad"))
    body(page).fill(BEFORE.replace("bad", "slow"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Two good versions.")).to_be_visible()
    problems += look_everywhere(page, "two versions")
    page.get_by_role("button", name="Put it away").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    problems += look_everywhere(page, "put away")
    page.goto(reverse("history", args=[cast.review.ref, "summary"]))
    problems += look_everywhere(page, "history")
    page.goto(reverse("factors", args=[cast.review.ref]))
    Session.objects.all().delete()
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="You were signed out")).to_be_visible()
    problems += look_everywhere(page, "signed out")
    assert problems == []


@pytest.mark.parametrize("kind", ["factor", "action", "event"])
def test_what_was_removed_comes_back_by_keyboard(page, cast, transactional_db, kind):
    makes = {"factor": FactorFactory, "action": ActionFactory, "event": EventFactory}
    row = makes[kind](review=cast.review)
    address = {"factor": "factors", "action": "review-actions", "event": "timeline"}[kind]
    page.goto(reverse(address, args=[cast.review.ref]))
    place = f"#{'timeline-event' if kind == 'event' else kind}-{row.pk}"
    page.locator(place).get_by_role("link", name=re.compile("^Edit")).press("Enter")
    page.locator(place).get_by_role("button", name=re.compile("^Remove")).press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(place).get_by_role("link", name=re.compile("^Edit"))).to_be_visible()
    row.refresh_from_db()
    assert row.deleted_at is None
