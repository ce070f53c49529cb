"""Telling the story. Any wording: an account of what was seen is never refused."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.queries import after
from postmortems.wording.models import Draft
from postmortems.wording.services import Conflict, drop_draft, keep_draft, overwrite_rendered, remember

EVENT, BEFORE = "timeline-event", "timeline-before"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody tells: when, what kind of thing, in which words."""

    occurred_at: dt.datetime
    body: str
    kind: str = TimelineEvent.Kind.OBSERVATION
    ended_at: dt.datetime | None = None
    is_about: bool = False
    evidence_url: str = ""


@transaction.atomic
def add_event(*, review: Review, entry: Entry, author: User, form_key: uuid.UUID) -> TimelineEvent:
    """Add an entry to the story. The same `form_key` again gives the entry that it made the first time."""
    event = TimelineEvent(
        **asdict(entry),
        review=review,
        zone=review.zone,
        html=render(entry.body),
        written_by=author,
        written_at=clock.now(),
        form_key=form_key,
    )
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        made = review.events.filter(form_key=form_key).first()
        if made is None:
            raise
        return made
    remember(kind="event", pk=event.pk, slot="body", body=event.body, author=author, version=event.version)
    _tell(event, verb="added an event", actor=author, fields=tuple(asdict(entry)))
    return event


def change_event(*, event: TimelineEvent, entry: Entry, base_version: int, author: User) -> TimelineEvent:
    """Save an entry over the version it was read in.

    Raises Conflict when somebody saved since; the words are then kept as their author's draft.
    """
    try:
        return _change(event=event, entry=entry, base_version=base_version, author=author)
    except Conflict as conflict:
        keep_draft(
            author=author,
            target=f"event:{event.pk}",
            slot="body",
            body=entry.body,
            why=Draft.Why.CONFLICT,
            base_version=conflict.version,
        )
        raise


@transaction.atomic
def _change(*, event: TimelineEvent, entry: Entry, base_version: int, author: User) -> TimelineEvent:
    review, follower = event.review, after(event).first()
    read = {name: getattr(event, name) for name in asdict(entry)}
    said = asdict(entry)
    overwrite_rendered(event, base_version=base_version, **said)
    event.review = review
    remember(kind="event", pk=event.pk, slot="body", body=event.body, author=author, version=event.version)
    drop_draft(author=author, target=f"event:{event.pk}", slot="body")
    changed = tuple(name for name, value in said.items() if value != read[name])
    _tell(event, verb="changed an event", actor=author, fields=changed)
    if follower:  # the silence before it may have become longer
        announce(room=f"review:{event.review_id}", topic=BEFORE, object_id=follower.pk)
    return event


@transaction.atomic
def remove_event(*, event: TimelineEvent, actor: User) -> TimelineEvent:
    """Put an entry in the trash. Removing it twice removes it once."""
    return _put(event, deleted_at=clock.now(), verb="removed an event", actor=actor)


@transaction.atomic
def restore_event(*, event: TimelineEvent, actor: User) -> TimelineEvent:
    """Bring an entry back as it was."""
    return _put(event, deleted_at=None, verb="restored an event", actor=actor)


def _put(event: TimelineEvent, *, deleted_at: dt.datetime | None, verb: str, actor: User) -> TimelineEvent:
    rows = TimelineEvent.objects.filter(pk=event.pk, deleted_at__isnull=deleted_at is not None)
    if rows.update(deleted_at=deleted_at):
        _tell(event, verb=verb, actor=actor, fields=("deleted_at",))
    event.deleted_at = deleted_at
    return event


def _tell(event: TimelineEvent, *, verb: str, actor: User, fields: tuple[str, ...]) -> None:
    record(verb=verb, chain=f"review:{event.review_id}", actor=actor, target=f"event:{event.pk}", fields=fields)
    announce(room=f"review:{event.review_id}", topic=EVENT, object_id=event.pk)
