"""Moving a review on, and what publishing waits for."""

import pytest
from django.urls import reverse

from postmortems.reviews.models import Review
from postmortems.wording.guarded import GuardedField
from tests.factories import FactorFactory


@pytest.fixture
def move(cast, signed_in):
    def post(person, to, reason=""):
        return signed_in(person).post(reverse("move", args=[cast.review.ref]), {"to": to, "reason": reason})

    return post


def state(cast):
    return Review.objects.get(pk=cast.review.pk).state


def test_an_owner_takes_a_review_from_the_record_to_closed(cast, move):
    for to in ("draft", "gathering", "meeting", "soak", "published", "follow_up"):
        assert move(cast.owner, to).status_code == 302, to
        assert state(cast) == to
    assert move(cast.owner, "closed", "The push tool refuses a drained pool now.").status_code == 302
    closed = Review.objects.get(pk=cast.review.pk)
    assert closed.closed_at
    assert closed.published_at


def test_a_move_that_asks_why_waits_for_the_sentence(cast, move):
    answered = move(cast.owner, "closed")
    assert (answered.status_code, state(cast)) == (422, "incident")
    assert "One sentence says why" in answered.content.decode()


def test_a_teammate_may_start_writing_and_not_publish(cast, move):
    assert move(cast.teammate, "draft").status_code == 302
    answered = move(cast.teammate, "published")
    assert (answered.status_code, state(cast)) == (422, "draft")


def test_a_move_that_is_not_in_the_table_changes_nothing(cast, move):
    assert move(cast.owner, "published").status_code == 422
    assert move(cast.owner, "nonsense").status_code == 422
    assert state(cast) == "incident"


def test_publishing_waits_for_words_that_are_not_settled(cast, move):
    move(cast.owner, "draft")
    factor = FactorFactory(review=cast.review)
    field = factor._meta.get_field("sentence")
    assert isinstance(field, GuardedField)
    field.put(factor, "Sven forgot the list", "held")
    factor.save(update_fields=["sentence"])
    answered = move(cast.owner, "published")
    assert (answered.status_code, state(cast)) == (422, "draft")
    assert f"#factor-{factor.pk}" in answered.content.decode()
