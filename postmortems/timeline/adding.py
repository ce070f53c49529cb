"""Many entries of a story at once: all of them, or none."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce_all
from postmortems.reviews.mentions import tell_mentioned
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import EVENT, Entry
from postmortems.wording.models import TextRevision


@transaction.atomic
def add_events(*, review: Review, entries: Sequence[Entry], author: User, form_key: uuid.UUID) -> list[TimelineEvent]:
    """Add the entries, in a handful of statements whatever their number. The same `form_key` again gives those that it
    made the first time.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    keys = _keys(form_key, len(entries))
    if already := added_under(review, form_key, len(entries)):
        return already
    pairs = zip(entries, keys, strict=True)
    made: list[TimelineEvent] = TimelineEvent.objects.bulk_create(
        _event(review, entry, author, key) for entry, key in pairs
    )
    now = clock.now()
    place = {"owner_kind": "event", "slot": "body", "version": 1, "author": author, "written_at": now}
    TextRevision.objects.bulk_create(TextRevision(owner_id=row.pk, body=row.body, **place) for row in made)
    record(verb="told the story", chain=f"review:{review.pk}", actor=author, target=f"review:{review.pk}")
    announce_all(room=f"review:{review.pk}", topic=EVENT, object_ids=[row.pk for row in made])
    for row in made:
        if "@" in row.body + row.other_view:
            words = f"{row.body}\n{row.other_view}"
            tell_mentioned(review=review, about=f"event:{row.pk}", body=words, before="", author=author)
    return made


def added_under(review: Review, form_key: uuid.UUID, many: int) -> list[TimelineEvent]:
    """What this key made of so many entries; nothing where it made none."""
    found: list[TimelineEvent] = list(review.events.filter(form_key__in=_keys(form_key, many)).order_by("pk"))
    return found


def _keys(form_key: uuid.UUID, many: int) -> list[uuid.UUID]:
    return [uuid.uuid5(form_key, str(place)) for place in range(many)]


def _event(review: Review, entry: Entry, author: User, key: uuid.UUID) -> TimelineEvent:
    return TimelineEvent(
        **asdict(entry),
        review=review,
        zone=review.zone,
        html=render(entry.body),
        other_view_html=render(entry.other_view),
        written_by=author,
        written_at=clock.now(),
        form_key=key,
    )
