"""What shows an entry: a message, an address, a picture; each in its place, away and back, for whoever may see it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from postmortems.reviews.models import Participant, Review
from postmortems.timeline import joining
from postmortems.timeline.models import Evidence, TimelineEvent
from tests.attachments.bringing import attached, picture, sent
from tests.factories import EventFactory

HTMX = {"HX-Request": "true"}
AT = dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC)
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def event(cast):
    return EventFactory(review=cast.review, occurred_at=AT, body="The pool ran dry.")


def to(event, name="timeline-evidence", *more):
    return reverse(name, args=[event.review.ref, event.pk, *more])


def said(**words):
    return {"form_key": str(uuid.uuid4()), **words}


def story(client, event):
    return client.get(reverse("timeline", args=[event.review.ref])).content.decode()


def test_a_message_an_address_and_a_picture_stand_beside_the_entry(cast, signed_in, event):
    client = signed_in(cast.owner)
    pool = attached(cast.review, cast.owner, alt="The pool at 14:02")
    client.post(to(event), said(quote=f"db-7 looks odd {HOSTILE}", said_by="Sven", url="https://chat.example.org/p1"))
    client.post(to(event), said(url="https://graphs.example.org/pool", label="the pool's graph"))
    client.post(to(event), said(attachment=pool.pk))
    client.post(to(event, "timeline-evidence-file"), said(alt="The alarm", file=sent(picture(), "alarm.png")))
    client.post(to(event, "timeline-evidence-file"), said(file=sent(b"1,2", "drain.csv")))
    page = story(signed_in(cast.reader), event)
    assert '<blockquote class="preserve">db-7 looks odd &lt;img src=x onerror=alert(1)&gt;</blockquote>' in page
    assert 'Sven · <a href="https://chat.example.org/p1"' in page
    assert '<a href="https://graphs.example.org/pool" rel="noopener noreferrer">the pool&#x27;s graph</a>' in page
    assert 'alt="The pool at 14:02"' in page
    assert 'alt="The alarm"' in page
    assert "download>drain.csv</a>" in page


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({}, "One of these is enough"),
        ({"url": "javascript:alert(1)"}, "A web address, as in https://example.org/log."),
        ({"quote": "x\x00y"}, "Line 1, column 2 holds a character that cannot be kept"),
        ({"url": "https://example.org", "label": "x" * 121}, "at most 120"),
        ({"attachment": "999999"}, "999999 is not one of the available choices"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_kept_is_said_beside_its_field_and_changes_nothing(cast, signed_in, event, words, why, headers):
    answer = signed_in(cast.owner).post(to(event), said(said_by="Sven Kallas", **words), headers=headers)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert 'value="Sven Kallas"' in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("file", [b"\x89PNG\r\n\x1a\nbroken", None])
def test_a_picture_that_cannot_be_read_leaves_nothing(cast, signed_in, event, file):
    files = {"file": sent(file, "graph.png")} if file else {}
    answer = signed_in(cast.owner).post(to(event, "timeline-evidence-file"), said(alt="The graph", **files))
    assert answer.status_code == 422
    assert 'value="The graph"' in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not cast.review.attachments.exists()


def test_a_file_of_another_review_and_a_form_sent_twice_add_nothing(cast, signed_in, event):
    client = signed_in(cast.owner)
    other = Review.objects.create(number=9_999, title="Another", filed_at=AT, filed_by=cast.stranger)
    foreign = attached(other, cast.stranger)
    assert client.post(to(event), said(attachment=foreign.pk)).status_code == 422
    once = said(quote="It is the pool.")
    assert [client.post(to(event), once).status_code for _ in range(2)] == [302, 302]
    assert Evidence.objects.count() == 1


def test_a_piece_goes_comes_back_and_follows_its_entry(cast, signed_in, event):
    client = signed_in(cast.owner)
    client.post(to(event), said(quote="It is the pool."))
    piece = Evidence.objects.get()
    answer = client.post(to(event, "timeline-evidence-remove", piece.pk))
    assert "It is the pool." not in story(client, event)
    undo = client.get(answer["Location"]).content.decode()
    assert to(event, "timeline-evidence-restore", piece.pk) in undo
    assert "It is the pool." in client.get("/trash/").content.decode()
    client.post("/trash/", {"what": f"evidence:{piece.pk}"})
    assert "It is the pool." in story(client, event)
    EventFactory(review=cast.review, occurred_at=AT - dt.timedelta(minutes=1), body="It began.")
    event.refresh_from_db()
    event.review = cast.review
    joining.merge_up(event=event, actor=cast.owner)
    assert story(client, event).count("It is the pool.") == 1
    changed = client.post(
        to(TimelineEvent.objects.get(body__startswith="It began"), "timeline-evidence-remove", piece.pk)
    )
    assert changed.status_code == 302
    assert "It is the pool." not in story(client, event)


def test_with_htmx_the_row_comes_back_with_it_and_open_pages_hear(cast, signed_in, event):
    answer = signed_in(cast.owner).post(to(event), said(quote="It is the pool."), headers=HTMX)
    assert '<ol hx-swap-oob="rows:#timeline-events">' in answer.content.decode()
    assert "It is the pool." in answer.content.decode()
    version = event.version
    event.refresh_from_db()
    assert event.version == version + 1


@pytest.mark.parametrize("count", [1, 12])
def test_the_story_takes_the_same_queries_with_evidence(cast, signed_in, count, django_assert_num_queries):
    part = Participant.objects.get(user=cast.involved)
    for n in range(count):
        row = EventFactory(review=cast.review, occurred_at=AT + dt.timedelta(minutes=n), participant=part)
        Evidence.objects.create(event=row, kind="message", quote="It is the pool.", added_at=AT)
    client = signed_in(cast.reader)
    story(client, row)
    with django_assert_num_queries(13):
        page = story(client, row)
    assert page.count("It is the pool.") == count
    assert page.count("Sven Kallas") >= count


def test_whose_entry_it_is_can_be_said_and_taken_back(cast, signed_in, event):
    client, part = signed_in(cast.owner), Participant.objects.get(user=cast.involved)
    typed = {"date": "2026-11-19", "time": "14:02", "kind": "observation", "body": "The pool ran dry.", "version": 1}
    client.post(to(event, "timeline-event"), {**typed, "participant": part.pk})
    event.refresh_from_db()
    assert event.participant == part
    assert "Sven Kallas" in story(client, event)
    assert client.post(to(event, "timeline-event"), {**typed, "participant": 999_999}).status_code == 422
    client.post(to(event, "timeline-event"), {**typed, "version": event.version, "participant": ""})
    event.refresh_from_db()
    assert event.participant is None
