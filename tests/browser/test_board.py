"""The manager's moment: what needs a decision is said on top and answered in its row (PRACTICE.md 0, moment 7)."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from postmortems.actions.models import ActionItem
from postmortems.shared import clock
from tests.factories import ActionFactory

TOOL = "Push tool refuses a drained pool"
DRILL = "Rehearse the billing failover with a second person"
CHECK = "Runbook links are tested each night"


@pytest.fixture
def lead(cast, transactional_db):
    """Lea leads Payments; three things there need her, and two do not."""
    cast.teammate.memberships.update(role="lead")
    today = clock.today(cast.teammate.zone)
    common = {"review": cast.review, "team": cast.team, "owner": cast.involved, "state": "accepted"}
    ActionFactory(
        **common | {"state": "blocked", "reason": "release work comes first", "in_the_way": "time"},
        sentence=TOOL,
        strength=3,
        due_on=today - dt.timedelta(days=7),
    )
    ActionFactory(**common | {"owner": None, "state": "offered"}, sentence=DRILL, due_on=today + dt.timedelta(days=20))
    ActionFactory(
        **common | {"state": "done"},
        sentence=CHECK,
        strength=2,
        done_on=today - dt.timedelta(days=31),
        effect_check_on=today,
    )
    for number in range(2):
        ActionFactory(**common, sentence=f"Alarm {number} rings", due_on=today + dt.timedelta(days=30))
    return cast.teammate


def row(page: Page, sentence: str):
    return page.locator("tbody tr", has_text=sentence)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_lead_sees_what_needs_a_decision_and_answers_it_in_the_row(open_page, cast, lead, javascript):
    page = open_page(lead, javascript=javascript)
    page.goto("/actions/")
    expect(page.locator("#board-headline")).to_have_text(
        "4 open. 2 need a decision, 1 asks for room. Nothing else waits for you."
    )
    expect(page.locator("tr.group").first).to_have_text("Needs a decision")
    expect(row(page, TOOL)).to_contain_text("time: release work comes first")

    row(page, TOOL).get_by_role("link", name="Make room").click()
    form = page.locator("form.ask")
    form.get_by_label("What makes room for it?").fill("Sven has Thursdays for it")
    form.get_by_label("New date").fill((clock.today(lead.zone) + dt.timedelta(days=14)).isoformat())
    form.get_by_role("button", name="Make room").click()
    expect(page.get_by_text("Good. There is room for it now.")).to_be_visible()
    expect(page.locator("#board-headline")).to_contain_text("4 open. 1 needs a decision.")
    expect(row(page, TOOL)).to_contain_text("Sven has Thursdays for it")

    row(page, DRILL).get_by_role("link", name="Find a home").click()
    form = page.locator("form.ask")
    form.get_by_label("Who could take it?").select_option(label="Priya Raman")
    form.get_by_role("button", name="Offer it").click()
    expect(page.get_by_text("It waits for their answer.")).to_be_visible()
    expect(row(page, DRILL)).to_contain_text("Priya’s answer")

    row(page, CHECK).get_by_role("button", name="Helped").click()
    expect(page.get_by_text("Thank you. That is worth knowing.")).to_be_visible()
    expect(page.locator("#board-headline")).to_contain_text("4 open. Nothing else waits for you.")
    page.reload()
    expect(page.locator("tr.group")).to_have_text(["Later", "Done lately"])
    assert ActionItem.objects.get(sentence=TOOL).replans.count() == 1
    assert ActionItem.objects.get(sentence=CHECK).effect == "helped"


def test_a_question_in_the_row_takes_the_focus_and_gives_it_back(open_page, cast, lead):
    page = open_page(lead, width=390)
    page.goto("/actions/")
    row(page, TOOL).get_by_role("link", name="No longer worth it").click()
    expect(page.get_by_label("What has changed?")).to_be_focused()
    page.locator("form.ask").get_by_role("button", name="No longer worth it").click()
    expect(page.locator("form.ask[data-refused]")).to_be_focused()
    page.wait_for_function("document.title.startsWith('Error:')")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("form.ask").get_by_role("link", name="Cancel").click()
    expect(row(page, TOOL).get_by_role("link", name="Make room")).to_be_visible()
    assert ActionItem.objects.get(sentence=TOOL).state == "blocked"


def test_the_date_is_moved_by_pressing_it(open_page, cast, lead):
    page = open_page(lead)
    page.goto("/actions/?by=team")
    expect(page.locator("tr.group")).to_have_text(["Payments"])
    row(page, TOOL).locator("td.day a").click()
    to = clock.today(lead.zone) + dt.timedelta(days=9)
    page.get_by_label("New date").fill(to.isoformat())
    page.locator("form.ask").get_by_role("button", name="Re-plan").click()
    expect(row(page, TOOL).locator("td.day")).to_contain_text("at first")
    assert ActionItem.objects.get(sentence=TOOL).due_on == to


def test_the_board_is_answered_by_keys_alone(open_page, cast, lead):
    page = open_page(lead)
    page.goto("/actions/")
    page.locator("html[data-keys=on]").wait_for(state="attached")
    page.keyboard.press("j")
    expect(row(page, TOOL).locator("a.plain").first).to_be_focused()
    page.keyboard.press("x")
    expect(row(page, TOOL).locator("input.tick")).to_be_checked()
    page.keyboard.press("n")
    expect(page.get_by_label("New date")).to_be_visible()
    page.locator("form.ask").get_by_role("link", name="Cancel").click()
    page.get_by_role("link", name=CHECK).focus()
    page.keyboard.press("1")
    expect(page.get_by_text("Thank you. That is worth knowing.")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("h")
    page.wait_for_url("**/actions/*/?as=hand_over*")
    page.goto("/actions/")
    row(page, TOOL).locator("a.plain").first.focus()
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")
    assert ActionItem.objects.get(sentence=CHECK).effect == "helped"
