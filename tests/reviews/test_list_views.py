"""The list of reviews: newest first, fifty at a time, filtered as its address asks, and nothing that is not shared with
the reader.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.reviews.models import Participant, Review, Service
from postmortems.reviews.queries import search_words
from tests.factories import IncidentFactory, ReviewFactory, TeamFactory, UserFactory

QUERIES = 6  # the session, the person, how many, the reviews, teams and services to choose from


def listed(answer):
    return [review.number for review in answer.context["page"].reviews]


def ask(client, **asked):
    return client.get(reverse("reviews"), asked)


def test_newest_first_with_where_it_stands(cast, signed_in):
    newer = ReviewFactory(title="Search drained during failover", owner=cast.involved, state="draft")
    IncidentFactory(review=newer).services.add(Service.objects.create(name="Search"))
    answer = ask(signed_in(cast.reader))
    html = answer.content.decode()
    assert listed(answer) == [newer.number, cast.review.number]
    assert f'href="{reverse("review", args=[newer.ref])}"' in html
    assert "being written" in html
    assert "<span>Search</span>" in html
    assert "2 reviews" in html
    assert "Older" not in html


def test_pages_of_fifty_follow_each_other_both_ways_without_gap_or_repeat(cast, signed_in):
    for _ in range(102):
        ReviewFactory()
    client = signed_in(cast.reader)
    first = ask(client)
    second = ask(client, before=first.context["page"].older)
    third = ask(client, before=second.context["page"].older)
    assert (len(listed(first)), len(listed(second)), len(listed(third))) == (50, 50, 3)
    everything = listed(first) + listed(second) + listed(third)
    assert everything == sorted(set(everything), reverse=True)
    assert third.context["page"].older is None
    back = ask(client, after=third.context["page"].newer)
    assert listed(back) == listed(second)
    assert listed(ask(client, after=back.context["page"].newer)) == listed(first)
    assert f"after={third.context['page'].newer}" in third.content.decode()


def test_the_pager_keeps_what_is_asked(cast, signed_in):
    for _ in range(51):
        ReviewFactory(title="Search drained", state="draft")
    html = ask(signed_in(cast.reader), words="search", state="open").content.decode()
    assert "?words=search&amp;state=open&amp;before=" in html


@pytest.mark.parametrize("odd", ["", "abc", "-1", "9" * 40, "1.5", "²"])
@pytest.mark.parametrize("name", ["before", "after", "team", "service", "state"])
def test_an_odd_address_gives_the_newest(cast, signed_in, odd, name):
    answer = ask(signed_in(cast.reader), **{name: odd})
    assert (answer.status_code, listed(answer)) == (200, [cast.review.number])


@pytest.mark.parametrize(
    ("state", "shown"),
    [("open", ["draft", "incident"]), ("shared", ["follow_up", "published"]), ("closed", ["closed"])],
)
def test_by_where_it_stands(cast, signed_in, state, shown):
    for each in ("draft", "published", "follow_up", "closed"):
        ReviewFactory(state=each, published_at=cast.review.filed_at if each in ("published", "follow_up") else None)
    answer = ask(signed_in(cast.reader), state=state)
    assert sorted(review.state for review in answer.context["page"].reviews) == shown
    assert 'aria-current="true"' in answer.content.decode()


def test_by_team_service_and_what_is_mine(cast, signed_in):
    checkout = Service.objects.create(name="Checkout")
    other = ReviewFactory(team=TeamFactory())
    IncidentFactory(review=other).services.add(checkout)
    took_part = ReviewFactory()
    Participant.objects.create(review=took_part, user=cast.owner)
    client = signed_in(cast.owner)
    assert listed(ask(client, team=other.team.pk)) == [other.number]
    assert listed(ask(client, service=checkout.pk)) == [other.number]
    assert listed(ask(client, mine="1")) == [took_part.number, cast.review.number]
    assert listed(ask(client, mine="1", team=other.team.pk)) == []


@pytest.mark.parametrize("words", ["check", "UNAVAILABLE 47", "checkout minutes", "47'; drop", "!!! checkout"])
def test_words_of_the_title_are_found_from_their_beginning(cast, signed_in, words):
    ReviewFactory(title="Search drained during failover")
    found = listed(ask(signed_in(cast.reader), words=words))
    assert found == ([] if "drop" in words else [cast.review.number])


def test_anything_may_be_typed():
    assert search_words("check-out & (a | b):* \\ '") == "check:* & out:* & a:* & b:*"
    assert search_words(" '!&| ") == ""


def test_nothing_that_fits_says_so_and_leads_back(cast, signed_in):
    html = ask(signed_in(cast.reader), words="zebra").content.decode()
    assert "Nothing on record fits." in html
    assert 'value="zebra"' in html
    assert "Nothing is on record yet." not in html


def test_htmx_gets_the_list_without_the_frame(cast, signed_in):
    client = signed_in(cast.reader)
    html = client.get(reverse("reviews"), {"words": "check"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="reviews-rows"' in html
    assert "<html" not in html


def test_a_long_list_is_not_counted_to_its_end(cast, signed_in):
    Review.objects.bulk_create([ReviewFactory.build(number=5000 + place) for place in range(1000)])
    assert "more than 1,000 reviews" in ask(signed_in(cast.reader)).content.decode()


def test_the_list_can_be_copied_as_it_is_asked_for(cast, signed_in):
    ReviewFactory(title="Search drained", state="closed")
    address = reverse("reviews-copy", args=["state=open"])
    answer = signed_in(cast.reader).get(address, {"as": "text"})
    assert f"- {cast.review.ref} {cast.review.title} (on record, Priya Raman)" in answer.context["text"]
    assert "Search drained" not in answer.context["text"]
    assert f"http://testserver{reverse('review', args=[cast.review.ref])}" in answer.context["text"]


def test_a_restricted_review_is_listed_for_its_people_only(cast, signed_in):
    cast.restrict()
    for person in (cast.owner, cast.facilitator, cast.involved, cast.teammate, cast.reader):
        assert listed(ask(signed_in(person))) == [cast.review.number]
    for person in (cast.stranger, cast.administrator):
        for asked in ({}, {"words": "checkout"}, {"team": cast.team.pk}):
            answer = ask(signed_in(person), **asked)
            assert listed(answer) == []
            assert cast.review.title not in answer.content.decode()
        copied = signed_in(person).get(reverse("reviews-copy", args=["all"]))
        assert cast.review.title not in copied.content.decode()


def test_the_trash_is_not_listed(cast, signed_in):
    cast.review.deleted_at = cast.review.filed_at
    cast.review.save(update_fields=["deleted_at"])
    assert listed(ask(signed_in(cast.owner))) == []


def test_an_empty_list_offers_the_first_step(client, db):
    client.force_login(UserFactory())
    html = client.get(reverse("reviews")).content.decode()
    assert "Nothing is on record yet." in html
    assert f'class="button primary" href="{reverse("record")}"' in html


@pytest.mark.parametrize("more", [0, 29])
def test_number_of_queries_does_not_grow(cast, signed_in, more):
    for number in range(more):
        review = ReviewFactory(team=TeamFactory(), owner=UserFactory())
        IncidentFactory(review=review).services.add(Service.objects.create(name=f"Service {number}"))
    client = signed_in(cast.reader)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(client)
    assert len(listed(answer)) == more + 1
    assert len(queries) == QUERIES
