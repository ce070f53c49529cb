"""The sign-in ended while somebody was writing: every word goes on, for the same person."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.session import Session
from postmortems.factors.models import ContributingFactor
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Draft, Text
from tests.browser.conftest import PASSWORD
from tests.browser.writing import SENTENCE, body, draft, factor_form, is_kept


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
