"""A team pulse on a phone, from the card on Home to what the team said; and a lesson of the school."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from postmortems.pulse.models import PulseSums
from postmortems.pulse.questions import QUESTIONS
from postmortems.pulse.rounds import later
from postmortems.pulse.switch import current, switch
from postmortems.shared import clock
from tests.browser.looking import look_everywhere
from tests.pulse.teams import grow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(cast):
    """A team of six that is asked for the second time."""
    grow(cast.team)
    switch(is_on=True, actor=cast.administrator)
    standing = current()
    standing.first_on = later(clock.today("UTC"), -6) - dt.timedelta(days=1)
    standing.save(update_fields=["first_on"])
    before = {question.slug: [0, 1, 1, 4, 0] for question in QUESTIONS}
    PulseSums.objects.create(team=cast.team, asked_on=standing.first_on, given=before)
    return cast.team


def test_answered_from_the_card_and_read_beside_the_past(open_page, cast, asked):
    page = open_page(cast.teammate, width=390, height=844)
    page.goto("/")
    page.get_by_role("link", name="Answer").click()
    page.get_by_role("button", name="Count my answers").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert look_everywhere(page, "the seven sentences") == []
    page.get_by_role("group", name="Asking for help is hard here.").get_by_label("not at all").check()
    page.get_by_role("button", name="Count my answers").press("Enter")
    expect(page.locator("#messages")).to_contain_text("Counted, without your name.")
    expect(page.locator("#rounds")).to_contain_text("6 people answered")
    assert look_everywhere(page, "what the team said") == []


def test_a_sentence_is_tried_in_a_lesson(open_page, cast, transactional_db):
    page = open_page(cast.facilitator)
    page.goto("/desk/")
    page.get_by_role("link", name="Eight short lessons").click()
    assert look_everywhere(page, "the lessons") == []
    page.get_by_role("link", name="“Should have”, “could have”, “if only”").click()
    page.get_by_role("button", name="What does the guard say?").click()
    expect(page.locator("#school-try .coaching")).to_be_focused()
    assert look_everywhere(page, "refused in a lesson") == []
    page.get_by_label("Your sentence").fill("Nothing on the dashboard said that a rollback was safe.")
    page.get_by_role("button", name="What does the guard say?").click()
    expect(page.locator("#school-stands")).to_contain_text("That can stand")
