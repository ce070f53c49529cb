"""What is written out comes back as the same review: whatever hypothesis makes up, and in
tests/demo/test_services.py every review of the demonstration."""

import datetime as dt
import io
import json
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from postmortems.exports.bringing import bring_back
from postmortems.exports.record import record_of
from postmortems.exports.schema import problems_in
from postmortems.factors.tag import Tag, Tagged
from postmortems.factors.taxonomy import Code, Level, Sign
from postmortems.reviews.models import Depth, Review
from postmortems.shared.text import clean
from postmortems.thanks.models import Kind
from postmortems.thanks.services import say_thanks
from postmortems.timeline.models import TimelineEvent
from tests.exports.equal import counted_anew
from tests.factories import ActionFactory, EventFactory, FactorFactory, QuestionFactory, ReviewFactory


def written(review: Review) -> dict:
    return json.loads(json.dumps(record_of(Review.objects.get(pk=review.pk))))


SIGNS = "ab Z09\n\t.,;#*_`[](){}<>&$@\\/'\"|~^-=+!?äßéŁ日本語مرحبا🙂\u200d\u202e\u0000\u00a0"
WORDS = st.text(SIGNS, min_size=1, max_size=60).map(clean).filter(bool)
MOMENTS = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC))


@pytest.mark.django_db
@settings_of(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_review_holds_comes_back(cast, data):
    """Any words, any codes, any links between things: written out, taken in and written out again, it says the same."""
    with transaction.atomic():
        before = written(made_up(cast, data))
        assert problems_in(before) == []
        back = bring_back(file=io.BytesIO(json.dumps(before).encode()), actor=cast.administrator, as_it_stood=True)
        assert counted_anew(written(back.review)) == counted_anew(before)
        transaction.set_rollback(True)


def made_up(cast, data) -> Review:
    """A review of whatever is drawn."""

    def one(values):
        return data.draw(st.sampled_from(values))

    review = ReviewFactory(team=cast.team, owner=cast.owner, state="draft", depth=one(["", *Depth.values]))
    events = [
        EventFactory(
            review=review,
            body=data.draw(WORDS),
            occurred_at=data.draw(MOMENTS),
            kind=one(TimelineEvent.Kind.values),
            is_about=data.draw(st.booleans()),
            is_starred=data.draw(st.booleans()),
        )
        for _ in range(data.draw(st.integers(0, 4)))
    ]
    factors = [
        FactorFactory(
            review=review, sign=one(Sign.values), code=one(["", *Code.values]), level=one(["", *Level.values])
        )
        for _ in range(data.draw(st.integers(0, 3)))
    ]
    tag = Tag.objects.create(name=f"nights {review.pk}", definition="a tag")
    Tagged.objects.create(tag=tag, review=review)
    for factor in factors:
        if factor.code:
            own = Tag.objects.create(name=f"own {factor.pk}", definition="a kind", code=factor.code)
            Tagged.objects.create(tag=own, review=review, factor=factor)
        factor.events.set([event for event in events if data.draw(st.booleans())])
    if factors and events:
        EventFactory(review=review, body=f"See factor-{factors[0].pk}, event-{events[0].pk} and {review.ref}.")
    action = ActionFactory(review=review, owner=one([None, cast.teammate]), done_when=data.draw(WORDS))
    action.factors.set(factors)
    said = {"to": one([None, cast.owner]), "kind": one(["", *Kind.values]), "words": data.draw(WORDS)}
    say_thanks(review=review, actor=cast.owner, form_key=uuid.uuid4(), **said)
    QuestionFactory(review=review, body=data.draw(WORDS))
    return review
