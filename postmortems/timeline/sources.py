"""Changing how a source's clock is read: its entries move with it, all at once."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce_all
from postmortems.timeline.models import EventSource, TimelineEvent
from postmortems.timeline.moving import read_anew
from postmortems.timeline.services import EVENT


@dataclass(frozen=True)
class Moved:
    """How many entries moved, and how many stayed because somebody typed their time."""

    moved: int
    typed: int


@transaction.atomic
def move_source(*, source: EventSource, zone: str, offset: int, actor: User) -> Moved:
    """Read the source's clock in `zone`, `offset` seconds off, and move its entries. Given the former zone and offset
    it takes the change back. An entry whose time somebody typed since stays where they put it.
    """
    source = EventSource.objects.select_for_update().get(pk=source.pk)
    events = list(source.events.exclude(recorded_at=None).select_for_update())
    moving = [event for event in events if event.occurred_at == _read(event, source.zone, source.offset)]
    for event in moving:
        now = _read(event, zone, offset)
        event.ended_at = event.ended_at and event.ended_at + (now - event.occurred_at)
        event.occurred_at, event.version = now, event.version + 1
    TimelineEvent.objects.bulk_update(moving, ["occurred_at", "ended_at", "version"], batch_size=500)
    source.zone, source.offset = zone, offset
    source.save(update_fields=["zone", "offset"])
    record(verb="moved a source", chain=f"review:{source.review_id}", actor=actor, target=f"source:{source.pk}")
    announce_all(room=f"review:{source.review_id}", topic=EVENT, object_ids=[event.pk for event in moving])
    return Moved(len(moving), len(events) - len(moving))


def _read(event: Any, zone: str, offset: int) -> dt.datetime:
    return read_anew(
        event.recorded_at, read_in=event.zone, zone=zone, offset=offset, names_its_zone=event.names_its_zone
    )
