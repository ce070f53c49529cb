"""The same thing filed twice: offered while filing, joined with one press, undone with one more."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from postmortems.reviews.models import Participant, Review, Service
from tests.factories import IncidentFactory, ReviewFactory

NOW = dt.datetime(2026, 11, 24, 3, 12, tzinfo=dt.UTC)  # 04:12 in Berlin
WORDS = "cart says 502, priya is on it"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def checkout(db):
    return Service.objects.create(name="Checkout")


@pytest.fixture
def first(cast, checkout):
    """On record for Checkout since 04:02."""
    Review.objects.filter(pk=cast.review.pk).update(filed_at=NOW)
    IncidentFactory(review=cast.review, started_at=NOW - dt.timedelta(minutes=10)).services.add(checkout)
    cast.review.refresh_from_db()
    return cast.review


def file(client, **changes):
    said = {"form_key": str(uuid.uuid4()), "noticed": WORDS, "since": "2026-11-24T04:09", "service": "checkout"}
    return client.post(reverse("record"), said | changes)


def offered(client, **asked):
    return client.get(reverse("record-twin"), {"service": "checkout", "since": "2026-11-24T04:09"} | asked).content


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({}, True),
        ({"since": ""}, True),
        ({"since": "2026-11-24T05:01"}, True),
        ({"since": "2026-11-24T05:03"}, False),
        ({"since": "nonsense"}, True),
        ({"service": "Search"}, False),
        ({"service": ""}, False),
    ],
)
def test_the_same_service_within_an_hour_is_offered_while_filing(cast, first, signed_in, asked, is_found):
    assert (first.ref.encode() in offered(signed_in(cast.stranger), **asked)) is is_found


def test_what_somebody_may_not_see_or_what_is_settled_is_not_offered(cast, first, signed_in):
    cast.restrict()
    assert not offered(signed_in(cast.stranger)).strip()
    assert first.ref.encode() in offered(signed_in(cast.reader))
    Review.objects.filter(pk=first.pk).update(state="closed")
    assert not offered(signed_in(cast.reader)).strip()


def test_without_scripts_the_answer_offers_it_and_one_press_joins(cast, first, signed_in):
    client = signed_in(cast.stranger)
    answer = client.get(file(client)["Location"])
    log = Review.objects.latest("pk")
    assert f"{first.ref} is on record for the same service and hour." in answer.content.decode()
    assert client.post(reverse("same", args=[log.ref]), {"as": first.ref})["Location"] == reverse(
        "joined", args=[log.ref]
    )
    page = client.get(reverse("review", args=[first.ref])).content.decode()
    assert "Noor Haddad noticed it too:" in page
    assert WORDS in page


def test_joined_while_filing_it_is_one_answer_and_the_address_leads_there_for_ever(cast, first, signed_in):
    client = signed_in(cast.stranger)
    assert "/joined/" in file(client, join=first.ref)["Location"]
    log = Review.objects.latest("pk")
    with time_machine.travel(NOW + dt.timedelta(days=900), tick=False):
        for name in ("review", "recorded", "incident-status"):
            moved = signed_in(cast.reader).get(reverse(name, args=[log.ref]))
            assert (moved.status_code, moved["Location"]) == (307, reverse(name, args=[first.ref]))
    assert log.ref not in signed_in(cast.reader).get(reverse("reviews")).content.decode()


def test_to_have_reported_it_too_gives_nobody_a_right_to_write(cast, first, signed_in):
    file(signed_in(cast.stranger), join=first.ref)
    assert Participant.objects.get(review=first, user=cast.stranger).role == Participant.Role.REPORTER
    assert signed_in(cast.stranger).get(reverse("facts", args=[first.ref])).status_code == 403
    file(signed_in(cast.teammate), join=first.ref)
    assert Participant.objects.get(review=first, user=cast.teammate).role == Participant.Role.NARRATOR


def test_undone_both_are_as_they_were(cast, first, signed_in):
    client = signed_in(cast.stranger)
    file(client, join=first.ref)
    log = Review.objects.latest("pk")
    assert client.post(reverse("joined", args=[log.ref]))["Location"] == reverse("recorded", args=[log.ref])
    assert client.get(reverse("review", args=[log.ref])).status_code == 200
    assert not Participant.objects.filter(review=first, user=cast.stranger).exists()
    assert WORDS not in client.get(reverse("review", args=[first.ref])).content.decode()


def test_somebody_else_neither_joins_nor_parts_it(cast, first, signed_in):
    log = ReviewFactory(filed_by=cast.stranger, owner=cast.stranger)
    assert signed_in(cast.reader).post(reverse("same", args=[log.ref]), {"as": first.ref}).status_code == 403
    file(signed_in(cast.stranger), join=first.ref)
    joined = Review.objects.latest("pk")
    assert signed_in(cast.reader).post(reverse("joined", args=[joined.ref])).status_code == 403


@pytest.mark.parametrize("typed", ["", "PIR-999999", "itself", "PIR-²"])
def test_an_odd_number_joins_nothing_and_says_so(cast, first, signed_in, typed):
    client = signed_in(cast.stranger)
    file(client, service="")
    log = Review.objects.latest("pk")
    answer = client.post(reverse("same", args=[log.ref]), {"as": typed}, follow=True)
    assert "No review of that number" in answer.content.decode()
    log.refresh_from_db()
    assert log.joined_to is None


def test_words_shown_to_few_do_not_join_a_page_for_many(cast, first, signed_in):
    log = ReviewFactory(filed_by=cast.owner, owner=cast.owner, visibility="people")
    answer = signed_in(cast.owner).post(reverse("same", args=[log.ref]), {"as": first.ref}, follow=True)
    assert "shown to fewer people" in answer.content.decode()
    log.refresh_from_db()
    assert log.joined_to is None


def test_who_may_not_see_the_other_review_is_not_led_there(cast, first, signed_in):
    file(signed_in(cast.teammate), join=first.ref)
    log = Review.objects.latest("pk")
    cast.restrict()
    assert signed_in(cast.stranger).get(reverse("review", args=[log.ref])).status_code == 404


def test_words_on_their_way_to_a_joined_log_meet_what_stands(cast, first, signed_in):
    client = signed_in(cast.teammate)
    file(client, join=first.ref)
    log = Review.objects.latest("pk")
    said = {"body": "Checkout answered 502.", "base_version": "0"}
    moved = client.post(reverse("text", args=[log.ref, "summary"]), said)
    assert (moved.status_code, moved["Location"]) == (307, reverse("text", args=[first.ref, "summary"]))
    assert client.post(moved["Location"], said).status_code == 302


def test_a_wrong_log_is_taken_back_and_its_address_says_so(cast, first, signed_in):
    client = signed_in(cast.owner)
    client.post(reverse("withdraw", args=[first.ref]), {"because": "It was the drill."})
    moved = client.get(reverse("review", args=[first.ref]))
    assert (moved.status_code, moved["Location"]) == (302, reverse("withdrawn", args=[first.ref]))
    seen = signed_in(cast.reader).get(moved["Location"]).content.decode()
    assert "It was the drill." in seen
    assert "Bring it back" not in seen
    assert signed_in(cast.reader).post(moved["Location"]).status_code == 403
    assert first.ref not in signed_in(cast.reader).get(reverse("reviews")).content.decode()
    signed_in(cast.owner).post(moved["Location"])
    assert signed_in(cast.reader).get(reverse("review", args=[first.ref])).status_code == 200


def test_a_stranger_learns_nothing_of_a_withdrawn_review(cast, first, signed_in):
    cast.restrict()
    signed_in(cast.owner).post(reverse("withdraw", args=[first.ref]))
    for name in ("review", "withdrawn"):
        assert signed_in(cast.stranger).get(reverse(name, args=[first.ref])).status_code == 404


def test_a_shared_review_is_not_taken_back(cast, first, signed_in):
    Review.objects.filter(pk=first.pk).update(state="published", published_at=NOW)
    assert signed_in(cast.owner).post(reverse("withdraw", args=[first.ref])).status_code == 403


@pytest.mark.parametrize(
    ("kind", "asks"),
    [("near_miss", "What nearly happened?"), ("drill", "What was practised?"), ("odd", "What did people notice?")],
)
def test_each_kind_asks_in_its_own_words_and_a_refusal_keeps_it(cast, signed_in, kind, asks):
    client = signed_in(cast.stranger)
    assert asks in client.get(reverse("record"), {"kind": kind}).content.decode()
    refused = file(client, kind=kind, noticed="")
    assert refused.status_code == 422
    assert asks in refused.content.decode()


def test_a_success_is_put_on_record_and_nobody_is_said_to_feel_it(cast, signed_in):
    client = signed_in(cast.stranger)
    file(client, kind="success", noticed="The rollback took one minute")
    review = Review.objects.latest("pk")
    page = client.get(reverse("review", args=[review.ref])).content.decode()
    assert review.kind == "success"
    assert "People still feel it" not in page
    assert "People felt it" not in page
    assert "checkout" in page
