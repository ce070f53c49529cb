"""Places in a list, as a program gets and gives them back: opaque, stable while rows come and go. Pure."""

import base64
import binascii
import datetime as dt
import json

from postmortems.api.problems import of_field, unfit

PAGE, MOST = 50, 200
Place = list[str | int]


def cursor_for(*place: str | int) -> str:
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place_of(cursor: str | None, *kinds: type) -> Place | None:
    """The place, made of values of these kinds; None without a cursor. Problem 422 for one that we did not give."""
    if not cursor:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    is_ours = isinstance(found, list) and [type(part) for part in found] == list(kinds)
    if not is_ours or any(isinstance(part, int) and not 0 <= part < 2**63 for part in found):
        raise unfit([of_field("cursor", "Take it from `next` of the page before, as it is.")])
    return list(found)


def moment_of(said: str | int) -> dt.datetime:
    """A moment that stood in a cursor. Problem 422."""
    try:
        found = dt.datetime.fromisoformat(str(said))
        return found.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise unfit([of_field("cursor", "Take it from `next` of the page before, as it is.")]) from error


def after_name(cursor: str | None) -> str:
    """The name behind which a list of names goes on."""
    place = place_of(cursor, str)
    return str(place[0]).replace("\x00", "") if place else ""
