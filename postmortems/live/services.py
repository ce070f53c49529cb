"""Saying that something changed. The notice leaves with the commit that caused it, and carries ids only."""

import json
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Func

from postmortems.live.models import Change
from postmortems.live.presence import Here
from postmortems.shared import clock

CHANNEL = "second_story"
PRESENT = "present"
EVERY_ROOM = "*"


def announce(*, room: str, topic: str, object_id: int) -> None:
    """Tell everybody in `room` ("review:12") that `topic` ("timeline-event") number `object_id` is new, changed or
    gone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        transaction = cursor.fetchone()[0]
        change = Change.objects.create(
            room=room, topic=topic, object_id=object_id, transaction=transaction, changed_at=clock.now()
        )
        notice = json.dumps({"room": room, "topic": topic, "id": object_id, "change": change.pk})
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, notice])


def ask_everybody_again() -> None:
    """Let every open stream end and come back through the gate, because somebody's rights ended. Nothing is shown by
    it, and nothing kept of it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"room": EVERY_ROOM, "topic": "", "id": 0})])


def say_where(*, room: str, page: str, here: Here | None) -> None:
    """Tell the processes that hold the streams where somebody is, or that their page closes. Nothing is kept of it
    here; it is lost where nobody listens.
    """
    remind(room=room, topic=PRESENT, page=page, here=vars(here) if here else None)


def remind(*, room: str, topic: str, page: str, here: dict[str, Any] | None) -> None:
    """Tell those processes something that they remember for a while (memory.py): ids only, and never words."""
    said = {"room": room, "topic": topic, "page": page, "here": here}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(said)])


class Seen(Func):
    """The same as `version`, as a column of a query that is the first of a page."""

    template = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    output_field = BigIntegerField()


def version() -> int:
    """What a page remembers of the moment it was made: the oldest transaction still running. See Change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        found: int = cursor.fetchone()[0]
        return found
