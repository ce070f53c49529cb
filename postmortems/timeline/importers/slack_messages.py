"""Messages as a Slack export writes them: one day of one channel, ids for people, links in angle brackets. Pure."""

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from postmortems.timeline.importers.entries import Entry, Noise
from postmortems.timeline.importers.pieces import Piece, named, words

_LINK = re.compile(r"<([^<>\n]{1,3000})>")
_COMING = frozenset(
    f"{place}_{what}"
    for place in ("channel", "group")
    for what in ("join", "leave", "topic", "purpose", "name", "archive", "unarchive")
) | {"pinned_item", "unpinned_item", "bot_add", "bot_remove", "reminder_add"}
People = Mapping[str, str]


def people_of(users: Iterable[Any]) -> dict[str, str]:
    """The names of users.json or org_users.json by their ids."""
    found = {}
    for user in users:
        if isinstance(user, dict) and isinstance(user.get("id"), str):
            profile = user.get("profile") or {}
            name = named(profile, "display_name", "real_name") or named(user, "real_name", "name")
            found[user["id"]] = name or user["id"]
    return found


def entries_of(piece: Piece, people: People, *, channel: str = "") -> Iterator[Entry]:
    """The message as an entry. Raises KeyError or ValueError for what is no message."""
    message = piece.value
    text = words_of(message, people)
    if not text:
        return
    yield Entry(
        line=piece.line,
        source=piece.source,
        text=f"#{channel}: {text}" if channel else text,
        at=moment_of(message["ts"]),
        who=_who(message, people),
        kind="communication",
        noise=_noise(message),
        external_id=f"slack:{message['ts']}:{message.get('user') or message.get('bot_id') or ''}",
    )


def moment_of(ts: object) -> dt.datetime:
    """A message's ts: seconds since 1970, and after the point its place among the messages of that second."""
    seconds, _point, part = str(ts).partition(".")
    moment = dt.datetime.fromtimestamp(int(seconds), dt.UTC)
    return moment.replace(microsecond=int(part.ljust(6, "0")[:6] or 0))


def words_of(message: dict[str, Any], people: People) -> str:
    """What it says: its text, else its attachments; and the files that came with it."""
    said = message.get("text") or ""
    if not said:
        for one in message.get("attachments") or []:
            said = words(said, one.get("pretext"), one.get("title"), one.get("text") or one.get("fallback"))
    files = [named(file, "title", "name") for file in message.get("files") or [] if isinstance(file, dict)]
    return words(plain(said, people), *(f"[{file}]" for file in files if file))


def plain(text: str, people: People) -> str:
    """Without Slack's own marks: <@U1>, <#C1|name>, <!here>, <address|label>."""

    def spoken(found: re.Match[str]) -> str:
        target, _bar, label = found[1].partition("|")
        if target[:1] == "@":
            return f"@{label or people.get(target[1:], target[1:])}"
        if target[:1] == "#":
            return f"#{label or target[1:]}"
        if target[:1] == "!":
            return label or f"@{target[1:].partition('^')[0]}"
        return f"[{label}]({target})" if label and label != target else target

    return html.unescape(_LINK.sub(spoken, text))


def _who(message: dict[str, Any], people: People) -> str:
    user = message.get("user")
    if isinstance(user, str) and user in people:
        return people[user]
    profile = named(message.get("user_profile"), "display_name", "real_name", "name")
    return profile or named(message, "username", "user") or named(message.get("bot_profile"), "name")


def _noise(message: dict[str, Any]) -> str:
    subtype = str(message.get("subtype") or "")
    if subtype in _COMING:
        return Noise.COMING
    if subtype == "tombstone":
        return Noise.DELETED
    return Noise.BOT if subtype == "bot_message" or (message.get("bot_id") and not message.get("user")) else ""
