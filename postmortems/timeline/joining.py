"""Making one entry of two, and two of one; each can be taken back as long as nobody wrote there since."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.queries import after, before
from postmortems.timeline.services import keep_version, tell, tell_before
from postmortems.wording.models import TextRevision
from postmortems.wording.services import overwrite_rendered


class CannotJoin(Exception):
    """There is nothing to join, or to part; the message says so to a person."""


@dataclass(frozen=True)
class Joined:
    """Two entries that were made one of, or two of one: the `first` in time, and the `second`."""

    first: TimelineEvent
    second: TimelineEvent


@transaction.atomic
def merge_up(*, event: TimelineEvent, actor: User) -> Joined:
    """Add the words of an entry to the one above it, with their time where it differs, and put the entry away.

    Raises CannotJoin where nothing stands above.
    """
    above = before(event).select_for_update().last()
    if above is None:
        raise CannotJoin(_("Nothing stands above it."))
    above.review, follower = event.review, after(event).first()
    there = clock.local(event.occurred_at, event.review.zone)
    is_later = event.occurred_at - above.occurred_at >= dt.timedelta(minutes=1)
    added = f"{there:%H:%M} {event.body}" if is_later else event.body
    _write(above, f"{above.body}\n\n{added}", actor=actor)
    TimelineEvent.objects.filter(pk=event.pk).update(deleted_at=clock.now(), merged_into=above)
    event.deleted_at, event.merged_into = clock.now(), above
    tell(event, verb="merged an event", actor=actor, fields=("merged_into",))
    if follower:
        tell_before(follower)
    return Joined(above, event)


@transaction.atomic
def part_again(*, event: TimelineEvent, version: int, actor: User) -> Joined:
    """Take a merge back: the entry stands again, and the one above it says what it said, if it still has `version`."""
    above = event.merged_into
    if above is None:
        raise CannotJoin(_("It stands on its own."))
    above.review = event.review
    TimelineEvent.objects.filter(pk=event.pk).update(deleted_at=None, merged_into=None)
    event.deleted_at = event.merged_into = None
    _write_as_before(above, version=version, actor=actor)
    tell(event, verb="restored an event", actor=actor, fields=("merged_into",))
    return Joined(above, event)


@transaction.atomic
def split(*, event: TimelineEvent, first: str, second: str, actor: User) -> Joined:
    """Leave the `first` words in the entry and put the `second` into one of their own at the same time.

    Raises CannotJoin when one of them would be empty, and Conflict when somebody saved since.
    """
    if not first.strip() or not second.strip():
        raise CannotJoin(_("Both halves need words. Put the cursor between two of them."))
    made = TimelineEvent.objects.get(pk=event.pk)
    made.pk, made.form_key, made.external_id, made.version = None, uuid.uuid4(), None, 1
    made.body, made.html, made.review = second.strip(), render(second.strip()), event.review
    made.other_view, made.other_view_html, made.has_two_views = "", "", False
    _write(event, first.strip(), actor=actor)
    made.written_by, made.written_at = actor, clock.now()
    made.save(force_insert=True)
    keep_version(made, author=actor)
    tell(made, verb="split an event", actor=actor, fields=("body",))
    return Joined(event, made)


@transaction.atomic
def make_whole(*, event: TimelineEvent, first: TimelineEvent, version: int, actor: User) -> Joined:
    """Take a split back: the `first` says everything again, if it still has `version`, and the entry is put away."""
    if not _write_as_before(first, version=version, actor=actor):
        raise CannotJoin(_("Somebody wrote there since. Merge the two instead: nothing is lost by it."))
    TimelineEvent.objects.filter(pk=event.pk).update(deleted_at=clock.now(), merged_into=first)
    event.deleted_at = clock.now()
    tell(event, verb="merged an event", actor=actor, fields=("merged_into",))
    return Joined(first, event)


def _write(event: TimelineEvent, body: str, *, actor: User) -> None:
    """Let the entry say `body`, with what it said before in its history."""
    review = event.review
    if not _versions(event).filter(version=event.version).exists():
        keep_version(event, author=User.objects.filter(pk=event.written_by_id or 0).first())
    overwrite_rendered(event, base_version=event.version, body=body)
    event.review = review
    keep_version(event, author=actor)
    tell(event, verb="changed an event", actor=actor, fields=("body",))


def _write_as_before(event: TimelineEvent, *, version: int, actor: User) -> bool:
    """Let the entry say what it said before `version`. False when somebody wrote since, and nothing was changed."""
    said = _versions(event).filter(version__lt=version).order_by("-version").first()
    if event.version != version or said is None:
        return False
    _write(event, said.body, actor=actor)
    return True


def _versions(event: TimelineEvent) -> QuerySet[TextRevision]:
    return TextRevision.objects.filter(owner_kind="event", owner_id=event.pk, slot="body")
