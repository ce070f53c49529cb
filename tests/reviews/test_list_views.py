"""The list of reviews: newest first, fifty at a time, and nothing that is not shared with the reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import ReviewFactory, TeamFactory, UserFactory

QUERIES = 3  # the session, the person, the reviews


def listed(answer):
    return [review.number for review in answer.context["page"].reviews]


def test_newest_first_with_where_it_stands(cast, signed_in):
    newer = ReviewFactory(title="Search drained during failover", owner=cast.involved, state="draft")
    answer = signed_in(cast.reader).get(reverse("reviews"))
    html = answer.content.decode()
    assert listed(answer) == [newer.number, cast.review.number]
    assert f'href="{reverse("review", args=[newer.ref])}"' in html
    assert "being written" in html
    assert "Older" not in html


def test_pages_of_fifty_follow_each_other_without_gap_or_repeat(cast, signed_in):
    for _ in range(52):
        ReviewFactory()
    client = signed_in(cast.reader)
    first = client.get(reverse("reviews"))
    second = client.get(reverse("reviews"), {"before": first.context["page"].older})
    assert f"?before={first.context['page'].older}" in first.content.decode()
    assert (len(listed(first)), len(listed(second))) == (50, 3)
    assert listed(first) + listed(second) == sorted(listed(first) + listed(second), reverse=True)
    assert second.context["page"].older is None


@pytest.mark.parametrize("odd", ["", "abc", "-1", "9" * 40, "1.5", "²"])
def test_an_odd_page_address_gives_the_newest(cast, signed_in, odd):
    answer = signed_in(cast.reader).get(reverse("reviews"), {"before": odd})
    assert (answer.status_code, listed(answer)) == (200, [cast.review.number])


def test_a_restricted_review_is_listed_for_its_people_only(cast, signed_in):
    cast.restrict()
    for person in (cast.owner, cast.facilitator, cast.involved, cast.teammate, cast.reader):
        assert listed(signed_in(person).get(reverse("reviews"))) == [cast.review.number]
    for person in (cast.stranger, cast.administrator):
        answer = signed_in(person).get(reverse("reviews"))
        assert listed(answer) == []
        assert cast.review.title not in answer.content.decode()


def test_the_trash_is_not_listed(cast, signed_in):
    cast.review.deleted_at = cast.review.filed_at
    cast.review.save(update_fields=["deleted_at"])
    assert listed(signed_in(cast.owner).get(reverse("reviews"))) == []


def test_an_empty_list_offers_the_first_step(client, db):
    client.force_login(UserFactory())
    html = client.get(reverse("reviews")).content.decode()
    assert "Nothing is on record yet." in html
    assert f'class="button primary" href="{reverse("record")}"' in html


@pytest.mark.parametrize("more", [0, 29])
def test_number_of_queries_does_not_grow(cast, signed_in, more):
    for _ in range(more):
        ReviewFactory(team=TeamFactory(), owner=UserFactory())
    client = signed_in(cast.reader)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("reviews"))
    assert len(listed(answer)) == more + 1
    assert len(queries) == QUERIES
