"""Private words while they are typed: on the server within seconds, in no storage of the browser, and there again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "zorvexquil"
STORED = "() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])"


def test_private_words_are_kept_as_they_are_typed_and_stay_in_no_browser(cast, open_page):
    page = open_page(cast.involved, width=390)
    address = reverse("my-account", args=[cast.review.ref])
    page.goto(address)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    field = page.get_by_label("What did I learn?")
    field.fill(f"The {CANARY} looked like the line below it.")
    page.get_by_label("What do I need?").focus()
    expect(page.get_by_text("for you alone", exact=False).first).to_be_visible()
    page.goto(address)
    expect(field).to_have_value(f"The {CANARY} looked like the line below it.")
    field.press_sequentially(" And")
    assert CANARY not in page.evaluate(STORED)
