"""JSON of any shape, by where its values stand: "event.title", "alerts.0.id". Pure."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from postmortems.incoming.message import Message, NotUnderstood
from postmortems.timeline.importers.entries import Entry
from postmortems.timeline.importers.pieces import instant

# What can be said of a message, in the order of the form. Only the text has to be there.
PLACES = {
    "text": _("what happened"),
    "at": _("when; without one, when it comes in"),
    "id": _("its id; without one, the hash of the message"),
    "group": _("the matter: one incident each; without one, what is going on is told more"),
    "over": _("true once it is over: such a message puts nothing on record"),
    "url": _("an address to look at"),
}
DEEPEST = 8


def read(said: dict[str, Any], paths: dict[str, str], now: dt.datetime) -> Message:
    """One entry a message. Raises NotUnderstood where its words are missing."""
    text, group = value(said, paths.get("text", "")), value(said, paths.get("group", ""))
    if not isinstance(text, str) or not text.strip():
        raise NotUnderstood
    at = instant(value(said, paths.get("at", ""))) or now
    told = value(said, paths.get("id", ""))
    identity = str(told) if isinstance(told, str | int) and not isinstance(told, bool) else _hash(said)
    url = value(said, paths.get("url", ""))
    entry = Entry(
        line=1,
        source=text,
        text=text.strip(),
        at=at,
        kind="detection",
        external_id=f"json:{identity}"[:190],
        url=url if isinstance(url, str) and url.startswith(("https://", "http://")) else "",
    )
    is_over = value(said, paths.get("over", "")) in (True, "true", "resolved", "closed", "ok")
    named = str(group) if isinstance(group, str | int) else ""
    return Message(noticed=text.strip(), group=named, since=at, may_open=bool(named) and not is_over, entries=[entry])


def value(said: Any, path: str) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path.split(".")[:DEEPEST] if path else ():
        if isinstance(said, dict):
            said = said.get(step)
        elif isinstance(said, list) and step.isdecimal() and int(step) < len(said):
            said = said[int(step)]
        else:
            return None
    return said if path else None


def _hash(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:40]
