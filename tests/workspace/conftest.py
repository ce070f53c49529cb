"""A review that has everything it needs to be shared, but for what a test takes away."""

import datetime as dt

import pytest

from postmortems.reviews.models import Review
from tests.factories import ActionFactory, FactorFactory


@pytest.fixture
def written(cast):
    """Being talked through: one condition with its action item, and one that helped."""
    Review.objects.filter(pk=cast.review.pk).update(state="meeting")
    factor = FactorFactory(review=cast.review, level="team")
    FactorFactory(review=cast.review, sign="held_back", sentence="The queue kept every order")
    action = ActionFactory(review=cast.review, owner=cast.teammate, due_on=dt.date(2026, 12, 4))
    action.factors.add(factor)
    cast.review.refresh_from_db()
    return cast.review
