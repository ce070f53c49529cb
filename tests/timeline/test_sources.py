"""A source's clock is read anew: its entries move, all at once, and can be moved back."""

import datetime as dt

import pytest
from django.urls import reverse

from postmortems.live.models import Change
from postmortems.shared import clock
from postmortems.timeline.models import EventSource
from postmortems.timeline.moving import offset_in_words, read_anew, seconds_from
from postmortems.timeline.sources import move_source
from tests.factories import EventFactory

NOON = dt.datetime(2026, 11, 19, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("change", "hour", "minute"),
    [
        ({"zone": "UTC", "offset": 0}, 12, 0),
        ({"zone": "Europe/Berlin", "offset": 0}, 11, 0),  # it showed 12:00, which there was 11:00 UTC
        ({"zone": "UTC", "offset": -90 * 60}, 10, 30),
        ({"zone": "Europe/Berlin", "offset": 300, "names_its_zone": True}, 12, 5),
    ],
)
def test_a_clock_is_read_in_its_zone_and_with_its_offset(change, hour, minute):
    assert read_anew(NOON, read_in="UTC", **change) == NOON.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("90", 90),
        ("-90 s", -90),
        ("−0:01:30", -90),
        ("+1:00", 3600),
        ("0", 0),
        ("soon", None),
        ("1:99", None),
        ("", None),
    ],
)
def test_offsets_are_read_as_people_write_them(said, seconds):
    assert seconds_from(said) == seconds


@pytest.mark.parametrize("seconds", [0, -90, 3600, 86_399])
def test_an_offset_survives_being_written_and_read(seconds):
    assert seconds_from(offset_in_words(seconds)) == seconds


@pytest.fixture
def source(cast):
    source = EventSource.objects.create(review=cast.review, name="#incident", kind="chat", added_at=clock.now())
    for minute in (0, 10):
        at = NOON + dt.timedelta(minutes=minute)
        EventFactory(review=cast.review, origin=source, occurred_at=at, recorded_at=at, zone="UTC", source="chat")
    return source


def hours(cast):
    return [one.occurred_at.hour for one in cast.review.events.alive()]


def test_entries_move_and_come_back_exactly(cast, source):
    assert move_source(source=source, zone="Asia/Tokyo", offset=3600, actor=cast.owner).moved == 2
    assert hours(cast) == [4, 4]
    move_source(source=source, zone="UTC", offset=0, actor=cast.owner)
    assert [one.occurred_at for one in cast.review.events.alive()] == [NOON, NOON + dt.timedelta(minutes=10)]


def test_a_time_that_somebody_typed_stays(cast, source):
    typed = cast.review.events.alive().first()
    typed.occurred_at = NOON + dt.timedelta(minutes=3)
    typed.save()
    moved = move_source(source=source, zone="UTC", offset=7200, actor=cast.owner)
    typed.refresh_from_db()
    assert (moved.moved, moved.typed, typed.occurred_at.minute) == (1, 1, 3)


@pytest.mark.parametrize("more", [1, 150])
def test_a_thousand_move_in_as_many_statements_as_one(cast, source, more, django_assert_num_queries):
    for n in range(more):
        at = NOON + dt.timedelta(minutes=20 + n)
        EventFactory(review=cast.review, origin=source, occurred_at=at, recorded_at=at, zone="UTC", source="chat")
    with django_assert_num_queries(12):
        move_source(source=source, zone="UTC", offset=600, actor=cast.owner)
    assert Change.objects.filter(topic="timeline-event").count() == 2 + more


def test_what_lasted_lasts_as_long_where_it_moved_to(cast, source):
    lasting = cast.review.events.alive().last()
    lasting.ended_at = lasting.occurred_at + dt.timedelta(minutes=5)
    lasting.save()
    move_source(source=source, zone="UTC", offset=-600, actor=cast.owner)
    lasting.refresh_from_db()
    assert lasting.ended_at - lasting.occurred_at == dt.timedelta(minutes=5)


def test_the_page_moves_them_says_so_and_offers_the_way_back(cast, source, signed_in):
    client, page = signed_in(cast.teammate), reverse("timeline-source", args=[cast.review.ref, source.pk])
    html = client.post(page, {"zone": "UTC", "offset": "1:00"}, follow=True).content.decode()
    assert "2 entries moved." in html
    assert hours(cast) == [13, 13]
    assert 'name="offset" value="0"' in html
    client.post(page, {"zone": "UTC", "offset": "0"})
    assert hours(cast) == [12, 12]


@pytest.mark.parametrize("typed", [{"zone": "Berlin", "offset": "0"}, {"zone": "UTC", "offset": "soon"}, {}])
def test_what_cannot_be_read_is_said_and_nothing_moves(cast, source, signed_in, typed):
    page = reverse("timeline-source", args=[cast.review.ref, source.pk])
    answer = signed_in(cast.owner).post(page, typed)
    assert answer.status_code == 422
    assert hours(cast) == [12, 12]
    assert typed.get("offset", "") in answer.content.decode()
