"""The likely twin while somebody files, in a browser: offered as the service is typed, joined with one press."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from postmortems.reviews.models import Review, Service
from postmortems.shared import clock
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_twin_is_offered_while_somebody_files_and_one_press_joins(open_page, cast):
    incident = IncidentFactory(review=cast.review, started_at=clock.now() - dt.timedelta(minutes=10))
    incident.services.add(Service.objects.create(name="Checkout"))
    page = open_page(cast.stranger, width=390, height=800)
    page.goto("/record/")
    page.get_by_label("What did people notice?").fill("cart says 502")
    page.get_by_label("Which service?").fill("checkout")
    page.get_by_label("Which service?").press("Tab")
    button = page.get_by_role("button", name=f"put my words with {cast.review.ref}")
    expect(button).to_be_visible()
    expect(page.get_by_label("What did people notice?")).to_have_value("cart says 502")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"It is with {cast.review.ref} now.")
    log = Review.objects.get(joined_to=cast.review)
    page.goto(f"/reviews/{log.ref}/")
    expect(page).to_have_url(re.compile(f"/reviews/{cast.review.ref}/$"))
    expect(page.locator("main")).to_contain_text("cart says 502")
