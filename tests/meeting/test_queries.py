"""What the three screens cost, with few things in the room and with many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.meeting.card import Card
from tests.factories import EventFactory, FactorFactory

COCKPIT, SEAT, SCREEN = 18, 12, 8


def fill(held, count):
    for number in range(count):
        event = EventFactory(review=held.cast.review, body=f"Step {number}")
        FactorFactory(review=held.cast.review, sentence=f"The tool hides list {number}")
        for kind, state in (("factor", "shown"), ("factor", "hidden"), ("park", "shown"), ("memory", "tray")):
            Card.objects.create(
                meeting=held.meeting, review=held.cast.review, kind=kind, state=state, body=f"Card {number}"
            )
    held.press("shine", event=event.pk)


@pytest.mark.parametrize("count", [2, 12])
def test_each_screen_asks_the_same_whatever_is_in_the_room(held, count):
    held.press("go", line="talk")
    fill(held, count)
    asked = {}
    for name, client, args in (
        ("cockpit", held.client("facilitator"), [held.meeting.pk]),
        ("seat", held.client("involved"), [held.meeting.code]),
        ("screen", Client(), [held.meeting.screen_key]),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        asked[name] = len(queries)
    assert asked == {"cockpit": COCKPIT, "seat": SEAT, "screen": SCREEN}
