"""A review looks at several incidents, or at none."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.reviews.models import Incident, Review
from tests.factories import IncidentFactory, ReviewFactory

ONSET = dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC)


@pytest.fixture
def first(cast):
    return IncidentFactory(review=cast.review, started_at=ONSET)


def at(cast, name, *args):
    return reverse(name, args=[cast.review.ref, *args])


def test_one_more_is_added_once_and_its_own_facts_are_asked(cast, first, signed_in):
    client = signed_in(cast.teammate)
    answers = [client.post(at(cast, "incidents"), {"noticed": "Search went blank too"}) for _ in range(2)]
    second = cast.review.incidents.exclude(pk=first.pk).get()
    assert {answer["Location"] for answer in answers} == {at(cast, "incident-facts", second.pk)}
    page = client.get(answers[0]["Location"]).content.decode()
    assert "Search went blank too" in page
    assert 'name="title"' not in page
    assert "Search went blank too" in client.get(at(cast, "review")).content.decode()


def test_facts_go_to_the_incident_that_was_shown_also_when_another_became_the_first(cast, first, signed_in):
    client = signed_in(cast.teammate)
    page = client.get(at(cast, "facts")).content.decode()
    assert f'name="incident" value="{first.pk}"' in page
    earlier = IncidentFactory(review=cast.review, started_at=ONSET - dt.timedelta(days=1))
    said = {"title": cast.review.title, "kind": "incident", "incident": first.pk, "impact_who": "Shoppers"}
    client.post(at(cast, "facts"), said | {"started_at": "2026-11-19T14:02"})
    first.refresh_from_db()
    earlier.refresh_from_db()
    assert (first.impact_who, earlier.impact_who) == ("Shoppers", "")


def test_without_words_nothing_is_added(cast, signed_in):
    assert signed_in(cast.teammate).post(at(cast, "incidents"), {"noticed": " "}).status_code == 422
    assert not Incident.everything.exists()


def test_removed_it_is_nowhere_and_undo_brings_it_back(cast, first, signed_in):
    client = signed_in(cast.teammate)
    assert "Undo" in client.post(at(cast, "incident-remove", first.pk)).content.decode()
    assert not Incident.objects.filter(pk=first.pk).exists()
    assert "Customers could not pay" not in client.get(at(cast, "review")).content.decode()
    client.post(at(cast, "incident-restore", first.pk))
    assert cast.review.incidents.get() == first


def test_it_goes_to_another_review_with_all_it_has(cast, first, signed_in):
    other = ReviewFactory(owner=cast.owner)
    answer = signed_in(cast.owner).post(at(cast, "incident-move", first.pk), {"to": other.ref.lower()})
    assert answer.status_code == 302
    assert other.incidents.get() == first
    assert not cast.review.incidents.exists()


@pytest.mark.parametrize("typed", ["", "PIR-999999", "the other one", "²"])
def test_an_odd_number_moves_nothing(cast, first, signed_in, typed):
    assert signed_in(cast.owner).post(at(cast, "incident-move", first.pk), {"to": typed}).status_code == 422
    assert cast.review.incidents.get() == first


def test_only_a_review_that_one_writes_in_takes_it(cast, first, signed_in):
    theirs = ReviewFactory()  # everybody may read it
    hidden = ReviewFactory(visibility="people")
    shared = ReviewFactory(owner=cast.owner, state="published", published_at=ONSET)
    client = signed_in(cast.owner)
    for target in (theirs, hidden, shared, cast.review):
        assert client.post(at(cast, "incident-move", first.pk), {"to": target.ref}).status_code == 422
    assert cast.review.incidents.get() == first


def test_an_incident_of_another_review_is_not_found_here(cast, signed_in):
    elsewhere = IncidentFactory()
    client = signed_in(cast.owner)
    assert client.get(at(cast, "incident-facts", elsewhere.pk)).status_code == 404
    assert client.post(at(cast, "incident-remove", elsewhere.pk)).status_code == 404


def test_a_shared_page_says_roles_in_the_impact_too(cast, first, signed_in):
    first.impact_felt = "Sven Kallas could not sleep"
    first.save(update_fields=["impact_felt"])
    Review.objects.filter(pk=cast.review.pk).update(state="published", published_at=ONSET, names_as_roles=True)
    page = signed_in(cast.reader).get(at(cast, "review")).content.decode()
    assert "could not sleep" in page
    assert "Sven Kallas" not in page
