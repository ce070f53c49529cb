"""Telling the story. Any wording: an account of what was seen is never refused."""

import datetime as dt
import uuid
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.mentions import tell_mentioned
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline.kept_back import kept_back_by, readable_by
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
    participant_id: int | None = None
    role: str = ""
    has_two_views: bool = False
    other_view: str = ""

    @classmethod
    def of(cls, event: TimelineEvent, **changes: Any) -> "Entry":
        """The entry as it stands, with `changes`."""
        return cls(**{one.name: getattr(event, one.name) for one in fields(cls)} | changes)


@transaction.atomic
def add_event(
    *, review: Review, entry: Entry, author: User, form_key: uuid.UUID, keeps_back: bool = False
) -> TimelineEvent:
    """Add an entry to the story, or to what its author `keeps_back` for now. The same `form_key` again gives the entry
    that it made the first time.
    """
    event = TimelineEvent(
        **asdict(entry),
        review=review,
        zone=review.zone,
        html=render(entry.body),
        other_view_html=render(entry.other_view),
        is_kept_back=keeps_back,
        written_by=author,
        written_at=clock.now(),
        form_key=form_key,
    )
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        made = readable_by(author).filter(review=review, form_key=form_key).first()
        if made is None:
            raise
        return made
    if not keeps_back:
        keep_version(event, author=author)
        tell(event, verb="added an event", actor=author, fields=tuple(asdict(entry)))
        _tell_mentioned(event, author=author)
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
    overwrite_rendered(event, base_version=base_version, other_view_html=render(entry.other_view), **said)
    event.review = review
    drop_draft(author=author, target=f"event:{event.pk}", slot="body")
    if event.is_kept_back:
        return event
    keep_version(event, author=author)
    tell(event, verb="changed an event", actor=author, fields=tuple(name for name in said if said[name] != read[name]))
    _tell_mentioned(event, before=f"{read['body']}\n{read['other_view']}", author=author)
    if follower:
        tell_before(follower)
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
    rows = TimelineEvent.everything.filter(pk=event.pk, deleted_at__isnull=deleted_at is not None)
    if rows.update(deleted_at=deleted_at) and not event.is_kept_back:
        tell(event, verb=verb, actor=actor, fields=("deleted_at",))
    event.deleted_at = deleted_at
    return event


@transaction.atomic
def share_view(*, review: Review, author: User) -> list[TimelineEvent]:
    """Put into the story what its author kept back of it. Its history begins as it is shared: what they changed while
    it was theirs alone stays theirs. What is shared already, or is another's, is left as it is.
    """
    shared = list(kept_back_by(author, review).select_for_update())
    for event in shared:
        event.is_kept_back, event.review = False, review
        event.save(update_fields=["is_kept_back"])
        keep_version(event, author=author)
        tell(event, verb="shared an event", actor=author, fields=("is_kept_back",))
        _tell_mentioned(event, author=author)
    return shared


def _tell_mentioned(event: TimelineEvent, *, before: str = "", author: User) -> None:
    """Whoever is named with an @ in either view hears of it."""
    words = f"{event.body}\n{event.other_view}"
    tell_mentioned(review=event.review, about=f"event:{event.pk}", body=words, before=before, author=author)


def keep_version(event: TimelineEvent, *, author: User | None) -> None:
    """Keep what the entry says now in its history."""
    remember(kind="event", pk=event.pk, slot="body", body=event.body, author=author, version=event.version)


def tell(event: TimelineEvent, *, verb: str, actor: User, fields: tuple[str, ...]) -> None:
    """Note a change of an entry that everybody may read, and show it on open pages."""
    record(verb=verb, chain=f"review:{event.review_id}", actor=actor, target=f"event:{event.pk}", fields=fields)
    announce(room=f"review:{event.review_id}", topic=EVENT, object_id=event.pk)


def tell_before(event: TimelineEvent) -> None:
    """Show anew what stands before an entry: the silence there may have become longer, or shorter."""
    announce(room=f"review:{event.review_id}", topic=BEFORE, object_id=event.pk)
