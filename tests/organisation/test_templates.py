"""What reviews ask, by kind and depth: looked at first, kept in versions, used when a review begins."""

import pytest
from django.urls import reverse

from postmortems.reviews.models import Depth, Kind, Review
from postmortems.reviews.templates import ReviewTemplate
from postmortems.workspace.asking import CHOICE, built_in
from tests.factories import ReviewFactory

ADDRESS = "/settings/templates/incident/note/"


@pytest.fixture
def page(cast, signed_in):
    return signed_in(cast.administrator)


def said(**changes):
    return {"use_summary": "on", "heading_summary": "In short", "prompt_summary": "Three sentences."} | changes


def decide(client, review, depth):
    client.post(reverse("depth", args=[review.ref]), {"depth": depth, "words": "It may teach us something."})


def shown(client, review):
    return client.get(reverse("review", args=[review.ref])).content.decode()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("depth", Depth)
def test_every_kind_and_depth_asks_for_something_of_its_own(kind, depth):
    slots = [line["slot"] for line in built_in(kind, depth)]
    assert "summary" in slots
    assert slots == [slot for slot in CHOICE if slot in slots]
    assert all(line["heading"] and line["prompt"] for line in built_in(kind, depth))


@pytest.mark.parametrize("kind", [Kind.DRILL, Kind.SUCCESS])
def test_a_drill_and_a_success_ask_four_questions_of_their_own(kind):
    asked = {line["slot"]: line for line in built_in(kind, Depth.FOUR_QUESTIONS)}
    usual = {line["slot"]: line for line in built_in(Kind.INCIDENT, Depth.FOUR_QUESTIONS)}
    for slot in ("expected", "summary", "gap"):
        assert asked[slot]["heading"] != usual[slot]["heading"]
        assert asked[slot]["prompt"] != usual[slot]["prompt"]


def test_a_look_keeps_nothing_and_shows_how_it_would_be(page):
    html = page.post(ADDRESS, said()).content.decode()
    assert "As it would look" in html
    assert "<h3>In short</h3>" in html
    assert not ReviewTemplate.objects.exists()


def test_a_saved_version_is_asked_by_reviews_that_begin_and_an_old_one_keeps_its_own(cast, page, signed_in):
    first, second = cast.review, ReviewFactory(owner=cast.owner, team=cast.team)
    decide(signed_in(cast.owner), first, "note")
    signed_in(cast.administrator).post(ADDRESS, said(save="1"))
    client = signed_in(cast.owner)
    decide(client, second, "note")
    assert "In short" in shown(client, second)
    assert "What we learned" not in shown(client, second)
    assert "In short" not in shown(client, first)
    assert Review.objects.get(pk=second.pk).template.version == 1
    assert "In short" in client.get(reverse("text", args=[second.ref, "summary"])).content.decode()


def test_versions_are_kept_and_an_old_one_can_be_used_again(page):
    page.post(ADDRESS, said(save="1"))
    page.post(ADDRESS, said(save="1"))  # the same again makes no version
    page.post(ADDRESS, said(save="1", heading_summary="Briefly"))
    assert [one.version for one in ReviewTemplate.objects.order_by("version")] == [1, 2]
    page.post(ADDRESS, {"again": "1"})
    newest = ReviewTemplate.objects.order_by("version").last()
    assert (newest.version, newest.sections[0]["heading"]) == (3, "In short")


def test_a_note_grows_into_more_and_nothing_is_typed_twice(cast, signed_in):
    client = signed_in(cast.owner)
    decide(client, cast.review, "note")
    client.post(reverse("text", args=[cast.review.ref, "summary"]), {"body": "It was short.", "base_version": "0"})
    decide(client, cast.review, "four_questions")
    html = shown(client, cast.review)
    assert "It was short." in html
    assert "What was expected" in html
    client.post(reverse("text", args=[cast.review.ref, "expected"]), {"body": "A quiet day.", "base_version": "0"})
    decide(client, cast.review, "note")
    assert "A quiet day." in shown(client, cast.review)  # what was written stays, whatever is asked for


def test_what_only_some_ask_for_is_on_the_shared_page_and_in_its_copy(cast, signed_in):
    client = signed_in(cast.owner)
    decide(client, cast.review, "four_questions")
    client.post(reverse("text", args=[cast.review.ref, "gap"]), {"body": "The list was stale.", "base_version": "0"})
    Review.objects.filter(pk=cast.review.pk).update(state="published", published_at=cast.review.filed_at)
    assert "The list was stale." in shown(client, cast.review)
    assert "The list was stale." in client.get(reverse("review-markdown", args=[cast.review.ref])).content.decode()


@pytest.mark.parametrize(
    "odd", [{"use_summary": ""}, {"heading_summary": " "}, {"heading_summary": "x" * 61}, {"prompt_summary": "x" * 301}]
)
def test_odd_templates_are_refused_beside_their_field(page, odd):
    answer = page.post(ADDRESS, said(save="1") | odd)
    assert answer.status_code == 422
    assert not ReviewTemplate.objects.exists()


@pytest.mark.parametrize("path", ["crime/note", "incident/everything"])
def test_an_odd_kind_or_depth_is_not_found(page, path):
    assert page.get(f"/settings/templates/{path}/").status_code == 404
