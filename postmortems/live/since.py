"""What a page missed while it had no stream: a tab in the background, a tunnel, a restart of the server."""

from dataclasses import dataclass

from django.db.models import Max

from postmortems.live.fragments import render
from postmortems.live.models import Change
from postmortems.live.services import version as version_now

# Beyond this many things the whole page is less work than its parts.
MOST = 100


class TooLongAgo(Exception):
    """So much happened, or so long ago, that the page should be loaded again."""


@dataclass(frozen=True)
class Missed:
    """The fragments that bring a page up to `version`."""

    html: str
    version: int


def changes_since(*, room: str, version: int) -> list[tuple[str, int]]:
    """(topic, object id) of everything that changed in the room since, each once, the latest last.

    A change may be told again that the page has already: putting it in place twice is the same as once.
    """
    rows = Change.objects.filter(room=room, transaction__gte=version)
    found = rows.values("topic", "object_id").annotate(latest=Max("pk")).order_by("latest")[: MOST + 1]
    return [(row["topic"], row["object_id"]) for row in found]


def missed(*, room: str, version: int, audience: str) -> Missed:
    """Everything that changed in the room since the page's version. Raises TooLongAgo."""
    now = version_now()  # before the reading, so that nothing falls between
    if version > now:  # a version from another database, as after a restore
        raise TooLongAgo
    changes = changes_since(room=room, version=version)
    if len(changes) > MOST:
        raise TooLongAgo
    return Missed("\n".join(render(topic, object_id, audience) for topic, object_id in changes), now)
