"""Adding what shows an entry, and taking it away again. Any wording: a message is quoted as it was written."""

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from postmortems.attachments.models import Attachment
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.shared import clock
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.timeline.services import EVENT

Kind = Evidence.Kind


def add_evidence(
    *,
    event: TimelineEvent,
    actor: User,
    form_key: uuid.UUID,
    quote: str = "",
    said_by: str = "",
    url: str = "",
    label: str = "",
    attachment: Attachment | None = None,
) -> Evidence:
    """Put a message, an address, or a picture or file beside an entry. The same `form_key` again gives the one that it
    made the first time.
    """
    kind = Kind.MESSAGE if quote else Kind.FILE if attachment else Kind.LINK
    said: dict[str, Any] = {"quote": quote, "said_by": said_by, "url": url, "label": label, "attachment": attachment}
    try:
        with transaction.atomic():
            made = Evidence.objects.create(
                event=event, kind=kind, added_by=actor, added_at=clock.now(), form_key=form_key, **said
            )
            _tell(made, verb="added evidence", actor=actor)
            return made
    except IntegrityError:
        found = Evidence.objects.filter(form_key=form_key, event__review=event.review_id).first()
        if found is None:
            raise
        return found


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Put it in the trash. Removing it twice removes it once."""
    _put(evidence, clock.now(), verb="removed evidence", actor=actor)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, actor: User) -> None:
    """Bring it back as it was."""
    _put(evidence, None, verb="restored evidence", actor=actor)


def _put(evidence: Evidence, deleted_at: dt.datetime | None, *, verb: str, actor: User) -> None:
    rows = Evidence.objects.filter(pk=evidence.pk, deleted_at__isnull=deleted_at is not None)
    if rows.update(deleted_at=deleted_at):
        _tell(evidence, verb=verb, actor=actor)
    evidence.deleted_at = deleted_at


def _tell(evidence: Evidence, *, verb: str, actor: User) -> None:
    """The entry counts as changed: open pages take over what is newer than what they show."""
    event = evidence.event
    TimelineEvent.objects.filter(pk=event.pk).update(version=F("version") + 1)
    room = f"review:{event.review_id}"
    record(verb=verb, chain=room, actor=actor, target=f"evidence:{evidence.pk}")
    announce(room=room, topic=EVENT, object_id=event.pk)
    if event.merged_into_id:
        announce(room=room, topic=EVENT, object_id=event.merged_into_id)
