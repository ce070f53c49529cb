"""The organisation's own words for how bad it was."""

import pytest
from django.urls import reverse

from postmortems.reviews.severity import FormerSeverity, Severity
from tests.factories import IncidentFactory

ADDRESS = "/settings/severity/"


@pytest.fixture
def page(cast, signed_in):
    return signed_in(cast.administrator)


def said(**changes):
    return {f"{part}_{n}": "" for part in ("name", "means") for n in range(1, 6)} | changes


def test_a_look_first_changes_nothing_and_says_what_would_change(cast, page):
    IncidentFactory(review=cast.review, severity=1)
    html = page.post(ADDRESS, said(name_1="SEV1")).content.decode()
    assert "“Severity 1” will read “SEV1”" in html
    assert "on 1 incident" in html
    assert not Severity.objects.exists()


def test_a_saved_word_stands_on_the_review_and_in_the_choice(cast, page, signed_in):
    incident = IncidentFactory(review=cast.review, severity=1)
    page.post(ADDRESS, said(name_1="SEV1", means_1="Customers cannot pay", name_2="SEV2", save="1"))
    client = signed_in(cast.teammate)
    assert '<span class="tag">SEV1</span>' in client.get(reverse("review", args=[cast.review.ref])).content.decode()
    facts = client.get(reverse("facts", args=[cast.review.ref])).content.decode()
    assert "SEV1: Customers cannot pay" in facts
    assert "Severity 3" not in facts
    assert incident.severity == 1


def test_renaming_keeps_the_level_and_what_it_was_called(cast, page):
    incident = IncidentFactory(review=cast.review, severity=2)
    page.post(ADDRESS, said(name_2="Major", save="1"))
    page.post(ADDRESS, said(name_2="Serious", save="1"))
    incident.refresh_from_db()
    assert incident.severity == 2
    assert FormerSeverity.objects.get().name == "Major"
    assert "called “Major” until" in page.get(ADDRESS).content.decode()


def test_a_word_taken_away_leaves_the_number(cast, page, signed_in):
    IncidentFactory(review=cast.review, severity=3)
    page.post(ADDRESS, said(name_3="Minor", save="1"))
    page.post(ADDRESS, said(save="1"))
    html = signed_in(cast.reader).get(reverse("review", args=[cast.review.ref])).content.decode()
    assert '<span class="tag">Severity 3</span>' in html


@pytest.mark.parametrize("odd", [{"means_1": "no name"}, {"name_1": "Bad", "name_2": "bad"}, {"name_1": "x" * 41}])
def test_odd_words_are_refused_beside_their_field(page, odd):
    assert page.post(ADDRESS, said(**odd, save="1")).status_code == 422
    assert not Severity.objects.exists()
