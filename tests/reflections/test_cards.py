"""Cards on Home: once it is shared, after two and after six weeks, in the app alone."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Organisation
from postmortems.reflections.cards import private_cards
from postmortems.reflections.moments import Moment, due
from postmortems.shared import clock
from tests.factories import IncidentFactory

DAY = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("days", "shared_for", "checks_in", "asked"),
    [
        (1, None, True, None), (13, None, True, None), (14, None, True, Moment.TWO_WEEKS), (14, None, False, None),
        (20, None, True, Moment.TWO_WEEKS), (21, None, True, None), (42, 30, True, Moment.SIX_WEEKS),
        (55, None, True, Moment.SIX_WEEKS), (56, None, True, None), (9, 0, False, Moment.SHARED),
        (90, 13, False, Moment.SHARED), (90, 14, False, None), (15, 3, True, Moment.TWO_WEEKS),
    ],
)  # fmt: skip
def test_when_a_card_stands_there(days, shared_for, checks_in, asked):
    today = DAY + dt.timedelta(days=days)
    shared_on = None if shared_for is None else today - dt.timedelta(days=shared_for)
    assert due(over_on=DAY, shared_on=shared_on, today=today, checks_in=checks_in) is asked


def test_a_card_is_there_for_who_was_involved_until_they_put_it_away(cast, signed_in):
    Organisation.objects.create(pk=1, checks_in=True, support="Call **Mina**, at any hour.")
    over = clock.now() - dt.timedelta(days=15)
    IncidentFactory(review=cast.review, started_at=over - dt.timedelta(hours=1), resolved_at=over)
    client = signed_in(cast.involved)
    html = client.get(reverse("home")).content.decode()
    assert "Two weeks since then. How is it with you?" in html
    assert "<strong>Mina</strong>" in client.get(reverse("support")).content.decode()
    client.post(reverse("check-in-away", args=[cast.review.ref, "two_weeks"]))
    today = clock.today("Europe/Berlin")
    assert private_cards(cast.involved, today=today).cards == []
    assert [card.moment for card in private_cards(cast.owner, today=today).cards] == ["two_weeks"]
    assert private_cards(cast.stranger, today=today).cards == []
