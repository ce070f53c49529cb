"""Nothing typed is ever lost: network cut, server away, sign-in ended, tab closed, two pages on one text."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from postmortems.factors.models import ContributingFactor
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Draft, Text
from postmortems.wording.services import drop_draft
from postmortems.workspace.services import save_section
from tests.browser.conftest import PASSWORD
from tests.browser.test_pages import look
from tests.factories import ActionFactory, EventFactory, FactorFactory
from tests.processes import wait_until

SENTENCE = "The push tool lets a route change through without the drain list"
SOON = 12


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


def draft(cast, slot="summary", target=None) -> str | None:
    rows = Draft.objects.filter(author=cast.owner, target=target or f"review:{cast.review.pk}", slot=slot)
    return rows.values_list("body", flat=True).first()


def is_kept(cast, words, **place) -> bool:
    return wait_until(lambda: draft(cast, **place) == words, within=SOON)


def body(page: Page):
    return page.get_by_label("What happened")


def factor_form(page: Page):
    return page.locator("#factors-form-factor")


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


# --- the sign-in ended


def sign_in_again(page: Page, email: str) -> None:
    dialog = page.get_by_role("dialog", name="You were signed out")
    dialog.get_by_label("Email").fill(email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and go on").click()


def give_password(user) -> None:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])


def test_signing_in_again_in_the_page_sends_what_waited(page, cast, address):
    page.goto(reverse("factors", args=[cast.review.ref]))
    give_password(cast.owner)
    Session.objects.all().delete()
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    sign_in_again(page, cast.owner.email)
    expect(page.locator("article", has_text=SENTENCE)).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    factor_form(page).locator("textarea").fill("And the token fits the new sign-in")
    factor_form(page).get_by_role("button", name="Save").click()
    expect(page.locator("article", has_text="And the token fits")).to_have_count(1)
    assert ContributingFactor.objects.count() == 2


def test_who_only_types_is_told_quietly_and_goes_on(page, cast, address):
    page.goto(address)
    give_password(cast.owner)
    Session.objects.all().delete()
    body(page).press_sequentially("Typed after the sign-in ended")
    notice = page.locator("#connection")
    expect(notice).to_contain_text("You were signed out. Your words wait here.")
    expect(body(page)).to_be_focused()
    notice.get_by_role("button", name="Sign in here and go on").click()
    sign_in_again(page, cast.owner.email)
    assert is_kept(cast, "Typed after the sign-in ended")
    expect(notice).to_be_hidden()


def test_a_wrong_password_and_another_account_send_nothing(page, cast, address):
    page.goto(reverse("factors", args=[cast.review.ref]))
    give_password(cast.teammate)
    Session.objects.all().delete()
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    sign_in_again(page, cast.owner.email)
    expect(page.get_by_text("That did not fit. Once more?")).to_be_visible()
    sign_in_again(page, cast.teammate.email)
    expect(page.get_by_text("That is another account.")).to_be_visible()
    assert not ContributingFactor.objects.exists()
    assert factor_form(page).locator("textarea").input_value() == SENTENCE


def test_a_page_older_than_the_sign_in_renews_itself(page, cast, address):
    page.goto(reverse("factors", args=[cast.review.ref]))
    page.evaluate("""() => {
        document.body.setAttribute('hx-headers', '{"X-CSRFToken": "' + 'a'.repeat(64) + '"}');
        for (const field of document.querySelectorAll('[name=csrfmiddlewaretoken]')) field.value = 'a'.repeat(64);
    }""")
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    expect(page.locator("article", has_text=SENTENCE)).to_have_count(1)
    assert ContributingFactor.objects.count() == 1


@pytest.mark.parametrize("what", ["text", "factor", "event"])
def test_without_a_script_words_go_on_after_signing_in(open_page, cast, address, what):
    give_password(cast.owner)
    page = open_page(cast.owner, javascript=False)
    ref = cast.review.ref
    if what == "text":
        page.goto(address)
        body(page).fill("A push\nrouted traffic to a drained pool.")
        name, place = "Save", {}
    elif what == "factor":
        page.goto(reverse("factors", args=[ref]))
        factor_form(page).locator("textarea").fill(SENTENCE)
        name, place = "Save", {"slot": "factor"}
    else:
        page.goto(reverse("timeline", args=[ref]) + "?form=open")
        page.get_by_label("Time", exact=True).fill("14:02")
        page.get_by_label("What was seen, said or done?").fill("The alarm rang.")
        name, place = "Add to the story", {"slot": "event"}
    Session.objects.all().delete()
    page.get_by_role("button", name=name).first.click()
    page.get_by_label("Email").fill(cast.owner.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("#sign-in button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Your words are all here")).to_be_visible()
    assert draft(cast, **place)
    page.get_by_role("button", name="Send it now").click()
    assert Text.objects.count() + ContributingFactor.objects.count() + TimelineEvent.objects.count() == 1
    assert draft(cast, **place) is None


def test_without_a_script_nobody_else_gets_the_words(open_page, cast, address):
    page = open_page(cast.owner, javascript=False)
    give_password(cast.teammate)
    page.goto(address)
    body(page).fill("For my eyes")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Email").fill(cast.teammate.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("#sign-in button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
    assert "For my eyes" not in page.content()
    assert not Draft.objects.exists()


def test_without_a_script_a_page_older_than_the_sign_in_keeps_the_words(open_page, cast, address):
    page = open_page(cast.owner, javascript=False)
    page.goto(address)
    body(page).fill("A push routed\ntraffic.")
    fresh = page.context.cookies()
    page.context.add_cookies([{**one, "value": "b" * 32} for one in fresh if one["name"] == "csrf"])
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="The page was open for a long time")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#text-summary")).to_contain_text("A push routed")
    assert Text.objects.get().body == "A push routed\ntraffic."


# --- two people


def overtake(cast, mine: str, theirs: str) -> None:
    review = cast.review
    save_section(review=review, slot="summary", body=theirs, base_version=1, author=cast.teammate)


BEFORE = "A push went out. It was bad. We fixed it."


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


# --- how it looks


@pytest.mark.parametrize(("width", "dark"), [(1360, False), (390, True)], ids=["wide-light", "narrow-dark"])
def test_what_is_said_about_words_is_whole_and_accessible(open_page, cast, address, width, dark):
    save_section(review=cast.review, slot="summary", body=BEFORE, base_version=0, author=cast.owner)
    page, problems = open_page(cast.owner, width=width, dark=dark), []
    page.goto(address)
    overtake(cast, "", BEFORE.replace("bad", "very bad"))
    body(page).fill(BEFORE.replace("bad", "slow"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Two good versions.")).to_be_visible()
    problems += look(page, "two versions")
    page.get_by_role("button", name="Put it away").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    problems += look(page, "put away")
    page.goto(reverse("history", args=[cast.review.ref, "summary"]))
    problems += look(page, "history")
    page.goto(reverse("factors", args=[cast.review.ref]))
    Session.objects.all().delete()
    factor_form(page).locator("textarea").fill(SENTENCE)
    factor_form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="You were signed out")).to_be_visible()
    problems += look(page, "signed out")
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
