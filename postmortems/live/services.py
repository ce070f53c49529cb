"""Saying that something changed. The notice leaves with the commit that caused it, and carries ids only."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Func

from postmortems.live.models import Change
from postmortems.live.presence import Here
from postmortems.shared import clock

CHANNEL = "second_story"
PRESENT = "present"
AGAIN = "again"  # the topic of a notice that lets every page of a room ask what it missed
AT_ONCE = 100
EVERY_ROOM = "*"


def announce(*, room: str, topic: str, object_id: int) -> None:
    """Tell everybody in `room` ("review:12") that `topic` ("timeline-event") number `object_id` is new, changed or
    gone.
    """
    announce_all(room=room, topic=topic, object_ids=[object_id])


def announce_all(*, room: str, topic: str, object_ids: Sequence[int]) -> None:
    """The same for many at once, in three statements. Where a page would have to put more than AT_ONCE in place, it is
    told to ask what it missed instead.
    """
    if not object_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        where: dict[str, Any] = {
            "room": room,
            "topic": topic,
            "transaction": cursor.fetchone()[0],
            "changed_at": clock.now(),
        }
        changes = Change.objects.bulk_create(Change(**where, object_id=pk) for pk in object_ids)
        notices = [{"room": room, "topic": topic, "id": change.object_id, "change": change.pk} for change in changes]
        if len(notices) > AT_ONCE:
            notices = [{"room": room, "topic": AGAIN, "id": 0}]
        said = [json.dumps(notice) for notice in notices]
        cursor.execute("SELECT pg_notify(%s, said) FROM unnest(%s::text[]) AS said", [CHANNEL, said])


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
