"""The queue of hands for a cockpit behind a proxy that lets no stream through."""

import asyncio

import pytest
from django.db import connections
from django.test import AsyncClient
from django.urls import reverse

from postmortems.live.hub import ASKED_FOR, hub
from postmortems.live.services import version


def raise_hand(held):
    try:
        held.phone("teammate", "hand")
    finally:
        connections.close_all()


async def panel(client, address):
    answer = await client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_cockpit_that_gets_no_stream_sees_whose_hand_is_up(held, monkeypatch):
    monkeypatch.setattr("postmortems.live.hub.LOOK", 0.05)
    address = reverse("live-cockpit-since", args=[held.meeting.pk, version()])
    name = held.cast.teammate.display_name.split()[0]

    async def story():
        client = AsyncClient()
        await client.aforce_login(held.cast.facilitator)
        assert "room-floor" not in await panel(client, address)
        while not hub()._is_listening:
            await asyncio.sleep(0.02)
        await asyncio.to_thread(raise_hand, held)
        while 'id="spoke-' not in (shown := await panel(client, address)):
            await asyncio.sleep(0.05)
        assert name in shown
        hub()._asked_until -= ASKED_FOR  # it asks no more
        while hub()._tasks:
            await asyncio.sleep(0.02)
        assert not hub()._memories["meeting-floor"].holds(held.meeting.room)

    asyncio.run(asyncio.wait_for(story(), 30))
