"""We have seen this before: said while a condition is being written, without taking a letter or the focus."""

import pytest
from playwright.sync_api import expect

from postmortems.reviews.models import Service
from tests.browser.looking import look
from tests.factories import FactorFactory, IncidentFactory, ReviewFactory

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The tool lets a drained pool take traffic"


def test_an_earlier_condition_is_offered_while_one_is_written(open_page, cast):
    edge = Service.objects.create(name="Edge")
    before = ReviewFactory(title="Half of the pools were drained", owner=cast.owner)
    for review in (cast.review, before):
        IncidentFactory(review=review).services.add(edge)
    FactorFactory(review=before, sentence="The push tool shows no drained pool", code="TOL")
    page = open_page(cast.owner, width=390)
    page.goto(f"/reviews/{cast.review.ref}/")
    field = page.locator("#factors-form-factor textarea").first
    field.press_sequentially(WORDS)
    seen = page.get_by_role("note", name="Seen before")
    expect(seen).to_contain_text("The push tool shows no drained pool")
    expect(seen).to_contain_text("same service: Edge · these words in common: drained, pool, tool")
    expect(field).to_be_focused()
    expect(field).to_have_value(WORDS)
    assert look(page, "seen before") == []
