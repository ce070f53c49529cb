"""We have seen this before: while somebody writes a condition, and beside a review. Always with the reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.library.likeness import Piece, alike
from postmortems.reviews.models import Service
from tests.factories import EventFactory, FactorFactory, IncidentFactory, ReviewFactory


def piece(document: int, *shared: str, service: str = "", code: str = "") -> Piece:
    return Piece(document, document, frozenset(shared), service, code)


def test_rare_words_count_more_and_one_common_word_is_nothing():
    pieces = [piece(1, "pool"), piece(2, "pool", "drain"), piece(3, "pool", "list"), piece(4, "list", "pool", "drain")]
    assert [one.piece.document for one in alike(pieces)] == [4, 3, 2]
    assert alike([piece(1, "pool", "drain", service="Edge")])[0].why == (
        "same service: Edge · these words in common: drain, pool"
    )
    assert alike([piece(1, service="Edge", code="Load and limits")])[0].why == (
        "same service and same kind: Edge, Load and limits"
    )
    assert alike([piece(1, service="Edge"), piece(2, code="Load and limits"), piece(3)]) == []


@pytest.fixture
def earlier(cast):
    """An earlier review of the same service, with one condition."""
    edge = Service.objects.create(name="Edge")
    for review in (cast.review, before := ReviewFactory(title="Half of the pools were drained", owner=cast.owner)):
        IncidentFactory(review=review, noticed="Slow").services.add(edge)
    FactorFactory(review=before, sentence="The push tool shows no drained pool", code="TOL")
    return before


def write(client, review, sentence: str, code: str = "") -> str:
    answer = client.post(reverse("similar-conditions", args=[review.ref]), {"sentence": sentence, "code": code})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_while_writing_a_condition_earlier_ones_are_offered_with_the_reason(signed_in, cast, earlier):
    client = signed_in(cast.owner)
    said = write(client, cast.review, "A tool let a route through without showing what is drained")
    assert "The push tool shows no drained pool" in said
    assert f"{earlier.ref}</span> · same service: Edge · these words in common: drained, showing, tool" in said
    assert "same service and same kind: Edge, Tools and interfaces" in write(client, cast.review, "Xyzzy", "TOL")
    assert write(client, cast.review, "Quarterly taxes") == write(client, cast.review, "") == ""


def test_a_review_that_names_no_service_is_looked_at_too(signed_in, cast):
    FactorFactory(review=ReviewFactory(), sentence="The push tool shows no drained pool")
    assert "in common: drained, pool" in write(signed_in(cast.owner), cast.review, "Who sees a drained pool?")


def test_what_the_writer_may_not_see_is_not_offered(signed_in, cast, earlier):
    earlier.visibility = "people"
    earlier.save(update_fields=["visibility"])
    said = "The push tool shows no drained pool"
    assert write(signed_in(cast.involved), cast.review, said) == ""
    assert said in write(signed_in(cast.owner), cast.review, said)


def test_beside_a_review_stand_those_that_are_like_it(signed_in, cast, earlier):
    FactorFactory(review=cast.review, sentence="Nobody saw which pool was drained", code="TOL")
    ReviewFactory(title="Invoices went out twice")
    page = signed_in(cast.reader).get(reverse("similar", args=[cast.review.ref])).content.decode()
    assert earlier.title in page
    assert "same service and same kind: Edge, Tools and interfaces" in page
    assert "Invoices" not in page


def test_a_name_that_the_earlier_page_does_not_say_is_not_in_common(signed_in, cast, earlier):
    FactorFactory(review=earlier, sentence="Priya alone knew the pool", code="KNO")
    earlier.state, earlier.published_at, earlier.names_as_roles = "closed", earlier.filed_at, True
    earlier.save()
    said = write(signed_in(cast.owner), cast.review, "Priya drained the pool")
    assert "in common: drained, pool" in said.replace("pool, drained", "drained, pool")
    assert "Priya" not in said


def test_many_earlier_ones_cost_the_queries_of_one(signed_in, cast, earlier):
    client = signed_in(cast.owner)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            write(client, cast.review, "The push tool shows no drained pool")
        counts.append(len(queries))
        for _ in range(8):
            other = ReviewFactory(owner=cast.owner)
            FactorFactory(review=other, sentence="No tool shows a drained pool")
            EventFactory(review=other)
    assert counts == [6, 6]
