"""Speaking up without a name, on a phone: told, the code, the answer read with it. Nothing of it stays there."""

import uuid

import pytest
from playwright.sync_api import expect

from postmortems.reports.answering import answer
from postmortems.reports.models import Report
from postmortems.reports.switch import ReportSwitch
from tests.browser.looking import IN_THE_DARK_ON_A_PHONE, look
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "JSON.stringify([document.cookie, Object.keys(localStorage), Object.keys(sessionStorage)])"


def test_told_on_a_phone_and_the_answer_read_with_the_code(open_page):
    ReportSwitch.objects.create(pk=1, anonymous=True)
    page = open_page(width=390, height=844, dark=True)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Speak up without your name").click()
    page.get_by_role("link", name="I noticed something").click()
    assert look(page, "the three fields") == []
    page.get_by_role("button", name="Send it without my name").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_label("What did you notice?").fill("The restore ran against the live database at 14:02")
    page.get_by_role("button", name="Send it without my name").click()
    expect(page.locator("#found")).to_contain_text("14:02")
    page.get_by_role("button", name="Send it as it stands").click()
    code = page.locator("#code").inner_text()
    assert look(page, "the receipt", only=IN_THE_DARK_ON_A_PHONE) == []
    mina = UserFactory(display_name="Mina Okafor", is_facilitator=True)
    report = Report.objects.get()
    answer(report=report, body="We lock the restore tool on Thursday.", key=uuid.uuid4(), actor=mina)
    page.get_by_role("link", name="Come back with the code").click()
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Read what was answered").click()
    expect(page.locator("main")).to_contain_text("We lock the restore tool on Thursday.")
    assert look(page, "the answer") == []
    page.get_by_label("A word more").fill("It also lets billing through.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#since")).to_contain_text("It also lets billing through.")
    assert page.evaluate(KEPT) == '["",[],[]]'
    assert [cookie["name"] for cookie in page.context.cookies()] in ([], ["csrf"])  # of the sign-in page
