"""What nobody will write is closed together with one sentence, and opened again with one press."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from postmortems.audit.services import record
from postmortems.reviews.models import Review
from tests.factories import ReviewFactory

NOW = dt.datetime(2026, 11, 24, 13, 2, tzinfo=dt.UTC)
LONG_AGO = NOW - dt.timedelta(days=31)
STALE = "/stale/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def old(cast):
    return [
        ReviewFactory(owner=cast.owner, filed_at=LONG_AGO, title=f"Old {state}", state=state)
        for state in ("incident", "draft")
    ]


def numbers(reviews):
    return [str(review.number) for review in reviews]


def states(reviews):
    return [Review.objects.get(pk=review.pk).state for review in reviews]


def test_only_what_is_mine_unwritten_and_untouched_for_a_month_is_listed(cast, old, signed_in):
    ReviewFactory(owner=cast.owner, title="Young", filed_at=NOW)
    ReviewFactory(owner=cast.owner, title="Meeting", filed_at=LONG_AGO, state="meeting")
    ReviewFactory(owner=cast.reader, title="Theirs", filed_at=LONG_AGO)
    touched = ReviewFactory(owner=cast.owner, title="Touched", filed_at=LONG_AGO)
    record(verb="changed facts", chain=f"review:{touched.pk}", actor=cast.owner)
    client = signed_in(cast.owner)
    listed = client.get(STALE).context["reviews"]
    assert [review.title for review in listed] == ["Old incident", "Old draft"]
    assert "2 drafts in which nothing happened" in client.get(reverse("home")).content.decode()


def test_several_close_with_one_sentence_and_undo_puts_each_where_it_stood(cast, old, signed_in):
    client = signed_in(cast.owner)
    page = client.post(STALE, {"numbers": numbers(old), "because": "The service is gone since May."})
    assert states(old) == ["closed", "closed"]
    assert "2 are closed." in page.content.decode()
    assert Review.objects.get(pk=old[0].pk).state_reason == "The service is gone since May."
    client.post(reverse("stale-reopen"), page.context["undo_fields"])
    assert states(old) == ["incident", "draft"]


@pytest.mark.parametrize("change", [{"because": " "}, {"numbers": []}, {"numbers": ["999999"]}])
def test_without_a_sentence_or_a_tick_nothing_closes_and_what_was_typed_stays(cast, old, signed_in, change):
    said = {"numbers": numbers(old), "because": "Nobody is left who knows."} | change
    page = signed_in(cast.owner).post(STALE, said)
    assert page.status_code == 422
    assert states(old) == ["incident", "draft"]
    if said["because"].strip():
        assert "Nobody is left who knows." in page.content.decode()


def test_nobody_closes_or_opens_what_is_not_theirs(cast, old, signed_in):
    assert signed_in(cast.reader).post(STALE, {"numbers": numbers(old), "because": "x"}).status_code == 422
    signed_in(cast.owner).post(STALE, {"numbers": numbers(old), "because": "x"})
    signed_in(cast.reader).post(reverse("stale-reopen"), {"numbers": ",".join(numbers(old))})
    assert states(old) == ["closed", "closed"]


def test_undo_opens_nothing_that_was_shared(cast, signed_in):
    shared = ReviewFactory(owner=cast.owner, state="closed", state_before="follow_up", published_at=LONG_AGO)
    signed_in(cast.owner).post(reverse("stale-reopen"), {"numbers": str(shared.number)})
    assert states([shared]) == ["closed"]
