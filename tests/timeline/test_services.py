"""Telling the story: written once, remembered, told to others, and never taken over by a later save."""

import datetime as dt
import uuid

import pytest

from postmortems.audit.models import AuditEntry
from postmortems.live.models import Change
from postmortems.timeline import services
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry
from postmortems.wording.models import Draft, TextRevision
from postmortems.wording.services import Conflict
from tests.factories import EventFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."
AT = dt.datetime(2026, 11, 19, 13, 2, tzinfo=dt.UTC)


def add(cast, body="Config `edge-4412` reaches all regions.", *, at=AT, key=None):
    entry = Entry(occurred_at=at, body=body, kind="trigger")
    return services.add_event(review=cast.review, entry=entry, author=cast.owner, form_key=key or uuid.uuid4())


def change(event, body, *, over, author, at=AT):
    entry = Entry(occurred_at=at, body=body, kind=event.kind)
    return services.change_event(event=event, entry=entry, base_version=over, author=author)


def test_add_event_keeps_words_and_their_html(cast):
    event = TimelineEvent.objects.get(pk=add(cast).pk)
    assert event.body == "Config `edge-4412` reaches all regions."
    assert event.html == "<p>Config <code>edge-4412</code> reaches all regions.</p>\n"
    assert (event.zone, event.written_by, event.version) == ("Europe/Berlin", cast.owner, 1)


@pytest.mark.parametrize("body", [BLAMING, "Idiots.", "<script>alert(1)</script>", "x" * 50_000])
def test_add_event_refuses_no_wording(cast, body):
    assert add(cast, body).body == body


def test_add_event_with_the_same_key_makes_one(cast):
    key = uuid.uuid4()
    assert add(cast, key=key) == add(cast, "again", key=key)
    assert cast.review.events.count() == TextRevision.objects.count() == AuditEntry.objects.count() == 1


def test_add_event_is_recorded_without_its_words(cast):
    event = add(cast, BLAMING)
    entry = AuditEntry.objects.get()
    assert (entry.chain, entry.target, entry.verb) == (
        f"review:{cast.review.pk}",
        f"event:{event.pk}",
        "added an event",
    )
    assert "Priya" not in str(vars(entry))


def test_every_write_is_told_to_the_room(cast):
    event = add(cast)
    change(event, "new", over=1, author=cast.owner)
    services.remove_event(event=event, actor=cast.owner)
    services.restore_event(event=event, actor=cast.owner)
    told = Change.objects.values_list("room", "topic", "object_id")
    assert list(told) == [(f"review:{cast.review.pk}", "timeline-event", event.pk)] * 4


def test_change_event_tells_of_the_silence_it_leaves_behind(cast):
    event, follower = add(cast), add(cast, at=AT + dt.timedelta(minutes=10))
    change(event, "later", over=1, author=cast.owner, at=AT + dt.timedelta(hours=1))
    assert Change.objects.filter(topic="timeline-before", object_id=follower.pk).count() == 1


def test_change_event_remembers_every_version(cast):
    event = add(cast, "one")
    change(event, "two", over=1, author=cast.involved)
    assert list(TextRevision.objects.order_by("version").values_list("version", "body", "author__display_name")) == [
        (1, "one", "Priya Raman"),
        (2, "two", "Sven Kallas"),
    ]
    assert AuditEntry.objects.get(verb="changed an event").fields == ["body"]


def test_change_event_over_an_older_version_loses_neither_text(cast):
    event = add(cast, "one")
    change(event, "theirs", over=1, author=cast.involved)
    with pytest.raises(Conflict) as conflict:
        change(event, "mine", over=1, author=cast.owner)
    assert (conflict.value.mine, conflict.value.theirs, conflict.value.version) == ("mine", "theirs", 2)
    event.refresh_from_db()
    assert event.body == "theirs"
    draft = Draft.objects.get(author=cast.owner, target=f"event:{event.pk}", slot="body")
    assert (draft.body, draft.why, draft.base_version) == ("mine", "conflict", 2)


def test_change_event_drops_the_draft_once_it_is_saved(cast):
    event = add(cast, "one")
    change(event, "theirs", over=1, author=cast.involved)
    with pytest.raises(Conflict):
        change(event, "mine", over=1, author=cast.owner)
    change(event, "both", over=2, author=cast.owner)
    assert not Draft.objects.exists()


def test_remove_event_twice_is_once_and_restore_brings_it_back(cast):
    event = add(cast)
    services.remove_event(event=event, actor=cast.owner)
    services.remove_event(event=event, actor=cast.owner)
    assert not cast.review.events.alive().exists()
    services.restore_event(event=event, actor=cast.owner)
    assert cast.review.events.alive().get() == event
    verbs = AuditEntry.objects.order_by("position").values_list("verb", flat=True)
    assert list(verbs) == ["added an event", "removed an event", "restored an event"]


def test_factory_rows_are_read_in_order(cast):
    later, earlier = (EventFactory(review=cast.review, occurred_at=AT + dt.timedelta(minutes=m)) for m in (5, 0))
    assert list(cast.review.events.alive()) == [earlier, later]
