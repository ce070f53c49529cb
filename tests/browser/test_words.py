"""Nothing typed is ever lost: the network cut, the server away, the tab closed, two tabs, late calls."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from postmortems.factors.models import ContributingFactor
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Text
from tests.browser.writing import SENTENCE, SOON, body, draft, factor_form, is_kept
from tests.processes import wait_until


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


# --- while typing


def test_words_are_kept_while_they_are_typed_and_stand_there_again(page, open_page, cast, address):
    page.goto(address)
    body(page).press_sequentially("A push routed traffic", delay=5)
    expect(page.locator("[data-kept]")).to_contain_text(re.compile(r"Kept \d\d:\d\d"))
    assert draft(cast) == "A push routed traffic"
    again = open_page(cast.owner)
    again.goto(address)
    expect(body(again)).to_have_value("A push routed traffic")
    expect(again.locator("[data-brought]")).to_contain_text("Your words from")


def test_who_never_stops_typing_is_kept_all_the_same(page, cast, address):
    page.goto(address)
    body(page).press_sequentially("word " * 24, delay=60, timeout=30_000)
    assert (draft(cast) or "").startswith("word word word")


def test_words_of_a_tab_that_was_closed_while_typing_are_kept(page, cast, address):
    page.goto(address)
    body(page).press_sequentially("Not finished yet")
    page.close(run_before_unload=False)
    page.context.pages or page.context.new_page()
    assert is_kept(cast, "Not finished yet")


def test_saved_words_leave_no_draft_behind_however_late_an_autosave_comes(page, cast, address):
    late = []
    page.route("**/drafts/", lambda route: late.append(route.request.post_data) or route.abort())
    page.goto(address)
    body(page).press_sequentially("It was down")
    page.wait_for_timeout(2500)
    page.unroute("**/drafts/")
    body(page).fill("It was down for an hour.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    expect(page.locator("#text-summary")).to_contain_text("for an hour")
    assert late
    page.evaluate(
        """body => fetch('/drafts/', {method: 'POST', body: new URLSearchParams(body), headers: {'HX-Request': 'true',
        'X-CSRFToken': JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']}})""",
        late[0],
    )
    assert draft(cast) is None
    assert Text.objects.get().body == "It was down for an hour."


def test_two_tabs_of_one_person_overwrite_nothing_of_each_other(page, open_page, cast, address):
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    body(page).press_sequentially("from the first")
    assert is_kept(cast, "from the first")
    body(other).press_sequentially("from the second")
    expect(other.locator("[data-elsewhere]")).to_be_visible()
    assert draft(cast) == "from the first"
    other.reload()
    expect(body(other)).to_have_value("from the first")
    other.get_by_role("button", name="Show them").click()
    expect(body(other)).to_have_value("from the second")


def test_a_draft_put_away_comes_back_with_undo(page, cast, address):
    page.goto(address)
    body(page).press_sequentially("Half a sentence")
    assert is_kept(cast, "Half a sentence")
    page.reload()
    page.get_by_role("button", name="Put it away").press("Enter")
    expect(body(page)).to_have_value("")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert wait_until(lambda: draft(cast) is None, within=SOON)
    page.keyboard.press("Enter")
    expect(body(page)).to_have_value("Half a sentence")
    expect(body(page)).to_be_focused()
    assert is_kept(cast, "Half a sentence")


# --- the network, the server


def test_words_typed_without_a_network_wait_and_go_out_by_themselves(page, cast, address):
    page.goto(address)
    page.context.set_offline(True)
    body(page).press_sequentially("Three words here")
    notice = page.locator("#connection")
    expect(notice).to_contain_text("3 words wait here and go out by themselves")
    assert draft(cast) is None
    page.context.set_offline(False)
    assert is_kept(cast, "Three words here")
    expect(notice).to_be_hidden()


def test_a_form_sent_without_a_network_is_sent_once_when_it_is_back(page, cast, address):
    page.goto(reverse("factors", args=[cast.review.ref]))
    page.context.set_offline(True)
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    expect(page.locator("#connection")).to_contain_text("No connection since")
    expect(factor_form(page).locator("textarea")).to_have_value(SENTENCE)
    page.context.set_offline(False)
    expect(page.locator("article", has_text=SENTENCE)).to_have_count(1)
    page.wait_for_timeout(1000)
    assert ContributingFactor.objects.count() == 1
    assert draft(cast, slot="factor") is None


def test_words_survive_a_reload_without_the_server_in_the_tab_they_were_typed_in(page, cast, address):
    page.route("**/drafts/", lambda route: route.fulfill(status=503))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    body(page).press_sequentially("Only in this tab")
    expect(page.locator("[data-here]")).to_be_visible()
    page.reload()
    expect(body(page)).to_have_value("Only in this tab")
    page.unroute("**/drafts/")
    assert is_kept(cast, "Only in this tab")


def test_a_server_that_is_away_leaves_the_form_as_it_is(page, cast, address):
    page.goto(address)
    page.route(f"**{address}", lambda route: route.fulfill(status=503))
    body(page).fill("A push routed traffic to a drained pool.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#connection")).to_contain_text("That did not arrive")
    expect(body(page)).to_have_value("A push routed traffic to a drained pool.")
    page.unroute(f"**{address}")
    page.get_by_role("button", name="Try now").click()
    expect(page.locator("#text-summary")).to_contain_text("to a drained pool")
    assert (Text.objects.get().version, draft(cast)) == (1, None)


def test_a_double_click_makes_one(page, cast, address):
    page.goto(reverse("timeline", args=[cast.review.ref]) + "?form=open")
    form = page.locator("#timeline-form form")
    form.get_by_label("Time", exact=True).fill("14:02")
    form.get_by_label("What was seen, said or done?").fill("The alarm rang.")
    form.get_by_role("button", name="Add to the story").dblclick()
    expect(page.locator("#timeline-events")).to_contain_text("The alarm rang.")
    page.wait_for_timeout(500)
    assert TimelineEvent.objects.count() == 1
