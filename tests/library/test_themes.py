"""What comes back: the grid, the list behind each number, and a theme review over several."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from postmortems.library.radar import radar
from postmortems.reviews.models import Review, Service
from postmortems.shared import clock
from tests.factories import FactorFactory, IncidentFactory, ReviewFactory


def test_the_grid_counts_each_review_once_and_says_what_it_leaves_out():
    met = {("CHG", service): [0, 1, 2] for service in range(10)} | {("OBS", 0): [9]}
    grid = radar(met, {service: f"S{service}" for service in range(10)}, days=90)
    assert grid.services == ["S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7"]
    assert [(label, [cell.count for cell in cells]) for label, cells in grid.rows] == [
        ("Change and release", [3] * 8),
        ("Seeing and alerting", [1] + [0] * 7),
    ]
    assert (grid.reviews, grid.left_out, grid.is_enough) == (4, 2, False)
    assert [cell.is_theme for cell in grid.rows[0][1][:1] + grid.rows[1][1][:1]] == [True, False]


@pytest.fixture
def returning(cast) -> list[Review]:
    """Five reviews that met the same kind of condition on the same service; one of long ago; one that helped."""
    edge = Service.objects.create(name="Edge")
    reviews = []
    for days, sign in [(1, "possible"), (2, "hid"), (3, "possible"), (4, "worse"), (5, "possible"), (400, "possible")]:
        review = ReviewFactory(title=f"{days} days ago", owner=cast.owner)
        began = clock.now() - dt.timedelta(days=days)
        IncidentFactory(review=review, started_at=began).services.add(edge)
        FactorFactory(review=review, code="CHG", sign=sign)
        reviews.append(review)
    helped = ReviewFactory(title="It was held back")
    IncidentFactory(review=helped).services.add(edge)
    FactorFactory(review=helped, code="CHG", sign="held_back")
    return reviews


def test_a_number_opens_exactly_the_reviews_that_it_counts(signed_in, cast, returning):
    client = signed_in(cast.reader)
    cell = client.get(reverse("themes")).context["radar"].rows[0][1][0]
    listed = client.get(f"{reverse('library')}?{cell.address}").context["results"]
    assert cell.count == len(listed) == 5
    assert {one.review for one in listed} == set(returning[:5])
    returning[0].visibility = "people"
    returning[0].save(update_fields=["visibility"])
    year = f"{reverse('themes')}?days=365"
    assert not client.get(year).context["radar"].is_enough
    assert "From five on there is a grid" in client.get(year).content.decode()
    assert client.get(reverse("themes")).context["days"] is None  # where a year tells too little, all of it is shown


def test_a_theme_review_looks_at_several_and_they_lead_to_it(signed_in, cast, returning):
    client = signed_in(cast.owner)
    cell = client.get(reverse("themes")).context["radar"].rows[0][1][0]
    address = f"{reverse('theme-start')}?{cell.address}"
    assert "Edge: Change and release" in client.get(address).content.decode()
    said = {"title": "Releases at the edge", "form_key": str(uuid.uuid4())}
    few = client.post(address, said | {"reviews": [one.pk for one in returning[:2]]})
    assert few.status_code == 422
    assert "Releases at the edge" in few.content.decode()
    for _ in range(2):
        answer = client.post(address, said | {"reviews": [one.pk for one in returning[:3]]})
    theme = Review.objects.get(title="Releases at the edge")
    assert answer.url == reverse("review", args=[theme.ref])
    page = client.get(reverse("review", args=[theme.ref])).content.decode()
    assert all(one.title in page for one in returning[:3])
    assert theme.title in client.get(reverse("similar", args=[returning[0].ref])).content.decode()
    returning[0].visibility = "people"
    returning[0].owner = cast.facilitator
    returning[0].save(update_fields=["visibility", "owner"])
    assert returning[0].title not in client.get(reverse("review", args=[theme.ref])).content.decode()
    theme.state, theme.published_at = "published", theme.filed_at
    theme.save()
    shared = client.get(reverse("review", args=[theme.ref])).content.decode()
    assert returning[1].title in shared
    assert returning[0].title not in shared
