"""From a commit to every open stream: real connections, a real LISTEN, an event loop of the test's own."""

import asyncio
import contextlib
import datetime as dt
from functools import partial

import pytest
from django.db import connection, connections, transaction
from django.test import AsyncClient
from django.urls import reverse

from accounts.services import end_sessions
from postmortems.live import fragments, hub, memory, stream
from postmortems.live.presence import Here, PresentPeople
from postmortems.live.services import PRESENT, announce, announce_all, say_where
from postmortems.reviews.models import Participant
from postmortems.reviews.withdrawing import withdraw
from postmortems.workspace.room import remove_participant
from postmortems.workspace.services import save_people
from tests.processes import wait_until

ROOM = "review:7"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rendered(monkeypatch):
    """A topic whose fragment says what was rendered, and the list of what was."""
    calls = []

    def render(object_id, audience):
        calls.append((object_id, audience))
        return f"<p>{object_id}\nfor {audience}</p>"

    monkeypatch.setitem(fragments._renderers, "note", render)
    return calls


async def in_thread(do, *args, **kwargs):
    """Like another process: its own database connection, closed afterwards."""

    def work():
        try:
            return do(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(work)


async def say(object_id, room=ROOM, topic="note"):
    def write():
        with transaction.atomic():
            announce(room=room, topic=topic, object_id=object_id)

    await in_thread(write)


async def stays():
    return True


@contextlib.asynccontextmanager
async def streaming(room=ROOM, audience="reader", may_stay=stays):
    """The messages of a stream as they come, from its first on."""
    events = stream._events(room, audience, may_stay)
    try:
        assert await anext(events) == stream.RETRY
        yield lambda: asyncio.wait_for(anext(events), 5)
    finally:
        await events.aclose()


def listeners(superuser_connection):
    here = "application_name = 'live' AND datname = current_database()"  # other test workers have databases beside it
    found = superuser_connection.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {here}")
    return found.fetchone()[0]


def test_change_arrives_in_its_room_once_it_is_committed(rendered):
    async def story():
        async with streaming() as read, streaming(room="review:8") as elsewhere:
            assert await read() == await elsewhere() == hub.RESYNC
            await say(5)
            assert await read() == b"event: change\ndata: <p>5\ndata: for reader</p>\n\n"
            await say(6, room="review:8")
            assert b"<p>6" in await elsewhere()

    asyncio.run(story())


def test_where_very_much_changes_at_once_pages_are_told_to_ask(rendered):
    async def story():
        async with streaming() as read, streaming(room="review:8") as elsewhere:
            assert await read() == await elsewhere() == hub.RESYNC
            await in_thread(announce_all, room=ROOM, topic="note", object_ids=range(1, 102))
            assert await read() == hub.RESYNC
            await in_thread(announce_all, room="review:8", topic="note", object_ids=[1, 2])
            assert b"<p>1" in await elsewhere()
            assert b"<p>2" in await elsewhere()

    asyncio.run(story())
    assert [pk for pk, _audience in rendered] == [1, 2]


def test_change_that_is_rolled_back_is_never_told(rendered):
    async def story():
        async with streaming() as read:
            await read()
            with contextlib.suppress(ZeroDivisionError):
                await in_thread(fail)
            await say(6)
            assert b"<p>6" in await read()

    def fail():
        with transaction.atomic():
            announce(room=ROOM, topic="note", object_id=5)
            raise ZeroDivisionError

    asyncio.run(story())


def test_change_is_rendered_once_an_audience(rendered):
    async def story():
        async with contextlib.AsyncExitStack() as stack:
            audiences = ["reader"] * 20 + ["editor"] * 20 + ["editor@Asia/Tokyo"]
            reads = [await stack.enter_async_context(streaming(audience=name)) for name in audiences]
            for read in reads:
                await read()
            await say(5)
            found = [await read() for read in reads]
        assert all(
            f"for {name.partition('@')[0]}<".encode() in said for name, said in zip(audiences, found, strict=True)
        )

    asyncio.run(story())
    assert sorted(rendered) == [(5, "editor"), (5, "reader")]


def test_reader_that_does_not_read_is_let_go_and_holds_nobody_up(rendered):
    async def story():
        async with streaming() as slow, streaming() as quick:
            await slow()
            await quick()
            for number in range(hub.MOST_WAITING + 2):
                await say(number)
                assert f"<p>{number}\n".encode() in (await quick()).replace(b"data: ", b"")
            assert await slow() == hub.RESYNC
            with pytest.raises(StopAsyncIteration):
                await slow()

    asyncio.run(story())


def test_lost_database_connection_comes_back_and_every_page_asks(rendered, superuser_connection):
    async def story():
        async with streaming() as read:
            await read()
            superuser_connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'live'"
            )
            assert await read() == hub.RESYNC
            await say(5)
            assert b"<p>5" in await read()

    asyncio.run(story())


def test_fragment_that_cannot_be_made_lets_the_page_ask_and_the_stream_go_on(rendered, monkeypatch, caplog):
    monkeypatch.setitem(fragments._renderers, "broken", lambda object_id, audience: 1 / 0)

    async def story():
        async with streaming() as read:
            await read()
            await say(5, topic="broken")
            assert await read() == hub.RESYNC
            await say(6)
            assert b"<p>6" in await read()

    asyncio.run(story())


def test_something_else_on_the_channel_is_passed_over(rendered, superuser_connection):
    async def story():
        async with streaming() as read:
            await read()
            for payload in ("", "hello", "[1]", '{"room": "review:7"}'):
                superuser_connection.execute("SELECT pg_notify('second_story', %s)", [payload])
            await say(5)
            assert b"<p>5" in await read()

    asyncio.run(story())


def test_nobody_reading_means_no_session(rendered, superuser_connection):
    async def story():
        async with streaming() as read, streaming() as other:
            await read()
            await other()
            assert listeners(superuser_connection) == 1
        assert wait_until(lambda: listeners(superuser_connection) == 0, within=5)
        async with streaming() as read:
            assert await read() == hub.RESYNC

    asyncio.run(story())


def test_silent_stream_says_that_it_is_there_and_ends_in_time(monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)
    monkeypatch.setattr(stream, "LIFE", 0.3)

    async def story():
        events = stream._events(ROOM, "reader", stays)
        return {said async for said in events}

    assert asyncio.run(story()) == {stream.RETRY, hub.RESYNC, stream.STILL_HERE}


def test_stream_ends_before_telling_somebody_who_may_not_stay(rendered, monkeypatch):
    monkeypatch.setattr(stream, "ASK_AGAIN", 0.0)

    async def leaves():
        return False

    async def story():
        async with streaming(may_stay=leaves) as read:
            with pytest.raises(StopAsyncIteration):
                await read()

    asyncio.run(story())


def test_stream_address_asks_the_gate(cast):
    cast.restrict()
    connection.close()
    address = reverse("live-review", args=[cast.review.ref])

    async def story():
        found = []
        for person in (None, cast.stranger, cast.reader):
            client = AsyncClient()
            if person:
                await client.aforce_login(person)
            found.append(await client.get(address))
        return found

    anonymous, stranger, reader = asyncio.run(story())
    assert (anonymous.status_code, stranger.status_code, reader.status_code) == (302, 404, 200)
    assert reader["Content-Type"] == "text/event-stream"
    assert (reader["Cache-Control"], reader["X-Accel-Buffering"]) == ("no-store", "no")


def test_stream_of_a_review_tells_readers_without_the_ways_to_change_it(cast):
    from tests.factories import EventFactory

    cast.reader.zone = "Asia/Tokyo"
    cast.reader.save(update_fields=["zone"])
    event = EventFactory(review=cast.review, occurred_at=dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC))
    connection.close()
    address = reverse("live-review", args=[cast.review.ref])

    async def story(person):
        client = AsyncClient()
        await client.aforce_login(person)
        response = await client.get(address)
        events = response.streaming_content
        try:
            while b"resync" not in await asyncio.wait_for(anext(events), 5):
                pass
            await say(event.pk, room=f"review:{cast.review.pk}", topic="timeline-event")
            return await asyncio.wait_for(anext(events), 5)
        finally:
            await events.aclose()

    seen = {person.display_name: asyncio.run(story(person)).decode() for person in (cast.reader, cast.involved)}
    assert all(f'id="timeline-event-{event.pk}"' in html for html in seen.values())
    assert "/edit/" not in seen["Tomas Reyes"]
    assert "/edit/" in seen["Sven Kallas"]
    assert "22:02 yours" in seen["Tomas Reyes"]  # as their own page shows it
    assert "yours" not in seen["Sven Kallas"]
    assert all("csrf" not in html and "<form" not in html for html in seen.values())


def test_rights_that_are_withdrawn_end_the_stream(cast, rendered, monkeypatch):
    monkeypatch.setattr(stream, "ASK_AGAIN", 0.2)
    cast.restrict()
    connection.close()
    address = reverse("live-review", args=[cast.review.ref])
    room = f"review:{cast.review.pk}"

    async def story():
        client = AsyncClient()
        await client.aforce_login(cast.reader)
        events = (await client.get(address)).streaming_content
        while b"resync" not in await asyncio.wait_for(anext(events), 5):
            pass
        await say(1, room=room)
        assert b"<p>1" in await asyncio.wait_for(anext(events), 5)
        await in_thread(Participant.objects.filter(user=cast.reader).delete)
        await asyncio.sleep(0.3)
        await say(2, room=room)
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(events), 5)

    asyncio.run(story())


def test_sessions_that_end_take_their_streams_with_them(cast, rendered):
    connection.close()
    address = reverse("live-review", args=[cast.review.ref])
    room = f"review:{cast.review.pk}"

    async def story():
        theirs, others = AsyncClient(), AsyncClient()
        await theirs.aforce_login(cast.reader)
        await others.aforce_login(cast.owner)
        open_streams = [(await client.get(address)).streaming_content for client in (theirs, others)]
        for events in open_streams:
            while b"resync" not in await asyncio.wait_for(anext(events), 5):
                pass
        await in_thread(end_sessions, cast.reader)
        await say(1, room=room)
        for events in open_streams:
            assert b"resync" in await asyncio.wait_for(anext(events), 5)
            with pytest.raises(StopAsyncIteration):
                await asyncio.wait_for(anext(events), 5)
        return [(await client.get(address)).status_code for client in (theirs, others)]

    assert asyncio.run(story()) == [302, 200]


def kept_to_some(cast):
    said = {"because": "People are still being told", "ends_on": dt.date(2030, 1, 1)}
    save_people(review=cast.review, said=said, changes={"visibility": "people"}, author=cast.owner)


def without_the_reader(cast):
    part = cast.review.participants.get(user=cast.reader)
    remove_participant(review=cast.review, pk=part.pk, actor=cast.owner)


def taken_back(cast):
    withdraw(review=cast.review, because="It was a drill", actor=cast.owner)


@pytest.mark.parametrize("end", [kept_to_some, without_the_reader, taken_back])
def test_a_review_that_is_kept_from_somebody_ends_their_stream_at_once(cast, rendered, end):
    """Not a minute later: what is written in that minute is not theirs any more."""
    if end is without_the_reader:
        cast.restrict()
    connection.close()
    address = reverse("live-review", args=[cast.review.ref])
    reader = cast.stranger if end is kept_to_some else cast.reader

    async def story():
        client = AsyncClient()
        await client.aforce_login(reader)
        events = (await client.get(address)).streaming_content
        while b"resync" not in await asyncio.wait_for(anext(events), 5):
            pass
        await in_thread(end, cast)
        await say(1, room=f"review:{cast.review.pk}")
        told = await asyncio.wait_for(all_of(events), 5)
        return told, (await client.get(address)).status_code

    async def all_of(events):
        return b"".join([one async for one in events])

    told, status = asyncio.run(story())
    assert b"<p>1" not in told
    assert status != 200


def test_where_somebody_is_reaches_every_process_and_nobody_is_told_who_may_not_see(monkeypatch):
    shown = partial(PresentPeople, lambda seen, audience: f"{seen}" if audience == "editor" else "")
    monkeypatch.setitem(memory._kinds, PRESENT, shown)

    async def story():
        async with streaming(audience="editor") as read, streaming(audience="reader") as overhear:
            assert await read() == await overhear() == hub.RESYNC
            await in_thread(say_where, room=ROOM, page="1 a", here=Here(1, "timeline"))
            assert (said := await read()).startswith(b"event: present\ndata: [Seen(person=1, section='timeline'")
            async with streaming(audience="editor") as late:
                assert await late() == hub.RESYNC
                assert await late() == await read() == said
            await in_thread(say_where, room=ROOM, page="1 a", here=None)
            assert await read() == b"event: present\ndata: []\n\n"
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(overhear(), 0.2)

    asyncio.run(story())
