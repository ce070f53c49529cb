"""The clock of a batch is set, and what of it stands in the story moves along."""

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.intake.arranging import set_clock
from postmortems.intake.models import Batch
from postmortems.live.services import announce
from postmortems.timeline.models import EventSource, TimelineEvent
from postmortems.timeline.services import EVENT


@transaction.atomic
def move(*, batch: Batch, actor: User, **clock: object) -> int:
    """Read the batch on another clock; its entries and their source follow.

    An entry whose time somebody changed by hand since then stays. Gives how many moved.
    """
    was = batch.clock
    set_clock(batch=batch, **clock)
    lines = batch.lines.filter(merged_into=None, event__deleted_at=None).exclude(event=None).select_related("event")
    moved: list[TimelineEvent] = []
    for line in lines:
        event, before, now = line.event, line.moment(was), line.moment(batch.clock)
        if event is None or event.occurred_at != before or before == now:
            continue
        event.occurred_at, event.zone, event.is_about = now, batch.zone, False
        event.recorded_at = line.moment(batch.clock.exact)
        event.ended_at = event.ended_at + (now - before) if event.ended_at else None
        moved.append(event)
    fields = ["occurred_at", "zone", "is_about", "recorded_at", "ended_at"]
    TimelineEvent.objects.bulk_update(moved, fields, batch_size=500)
    EventSource.objects.filter(pk=batch.origin_id or 0).update(zone=batch.zone, offset=batch.offset)
    if moved:
        record(verb="moved an import", chain=f"review:{batch.review_id}", actor=actor, target=f"batch:{batch.pk}")
    for event in moved:
        announce(room=f"review:{batch.review_id}", topic=EVENT, object_id=event.pk)
    return len(moved)
