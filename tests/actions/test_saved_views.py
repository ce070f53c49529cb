"""A view of the board that is kept under a name: found again, sent to others, taken away and brought back."""

import uuid

from django.test import Client
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.actions.saved_view import SavedView
from tests.factories import ActionFactory, ReviewFactory


def keep(client, **said):
    said = {"form_key": str(uuid.uuid4()), "query": "show=all&group=decide", "name": "Stuck", **said}
    return client.post(reverse("actions-views"), said, follow=True)


def test_a_view_is_kept_named_anew_offered_taken_away_and_brought_back(cast, signed_in):
    hidden = ReviewFactory(visibility="people", owner=cast.owner)
    ActionFactory(review=hidden, owner=None, state="offered", sentence="Find a home for this")
    ActionFactory(
        review=cast.review,
        owner=cast.involved,
        state="accepted",
        sentence="Make this exist",
        due_on=None,
        first_due_on=None,
    )
    client, other = signed_in(cast.owner), Client()
    other.force_login(cast.stranger)
    assert "show=all&amp;group=decide" in client.get(reverse("actions") + "?show=all").text  # the heading leads there
    asked = client.get(reverse("actions-views") + "?show=all&group=decide").text
    assert "All teams, by what it needs: Needs a decision." in asked

    key = str(uuid.uuid4())
    keep(client, form_key=key)
    page = keep(client, form_key=key, name="Stuck everywhere", is_shared="on").text
    assert "Kept. Its address can be sent" in page
    assert "Find a home for this" in page
    assert "Make this exist" not in page
    view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared) == ("Stuck everywhere", "show=all&group=decide", True)

    page = other.get(reverse("actions")).text
    assert "Stuck everywhere" in page
    assert "Find a home for this" not in other.get(f"{reverse('actions')}?{view.query}").text
    assert other.post(reverse("actions-view-remove", args=[view.pk])).status_code == 404

    page = client.post(reverse("actions-view-remove", args=[view.pk]), follow=True).text
    assert 'value="Stuck everywhere"' in page
    assert 'value="show=all&amp;group=decide"' in page
    assert not SavedView.objects.exists()
    assert ActionItem.objects.count() == 2


def test_a_view_without_a_name_is_asked_for_one_and_nonsense_means_the_usual(cast, signed_in):
    client = signed_in(cast.stranger)
    page = keep(client, name=" ")
    assert page.status_code == 422
    assert "A name, so that it can be found again." in page.text
    keep(client, query="show=everything&by=person&group=whoever&after=9")
    assert SavedView.objects.get().query in ("show=all", "show=teams")
