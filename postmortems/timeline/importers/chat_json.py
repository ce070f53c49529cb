"""Chats that are exported as JSON: Zulip's API, Mattermost's bulk export, Discord's and Telegram's exporters."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.entries import Entry, Noise, Reading
from postmortems.timeline.importers.pieces import Piece, moment, named, pieces_of, read_pieces

SLUG, NAME, SOURCE = "chat-json", _("Chat, exported as JSON"), "chat"
MARKS = (
    (b'"sender_full_name"', b'"timestamp"'),
    (b'"create_at"', b'"message"'),
    (b'"author"', b'"timestamp"', b'"content"'),
    (b'"from_id"', b'"date"'),
)


def recognises(head: bytes) -> bool:
    return any(all(mark in head for mark in marks) for marks in MARKS)


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "messages", "posts"), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    value = piece.value.get("post") or piece.value
    text = _text(value.get("content") or value.get("message") or value.get("text") or "")
    at = value.get("timestamp") or value.get("create_at") or value.get("date_unixtime") or value.get("date")
    if not text or at is None:
        return
    author = value.get("author") or {}
    yield Entry(
        line=piece.line,
        source=piece.source,
        text=text,
        at=moment(at),
        who=named(value, "sender_full_name", "user", "from") or named(author, "nickname", "name", "username"),
        kind="communication",
        noise=_noise(value, author),
        external_id=f"chat:{value['id']}" if value.get("id") else "",
    )


def _text(said: Any) -> str:
    """Telegram writes a text with links as a list of pieces."""
    if isinstance(said, list):
        return "".join(one if isinstance(one, str) else named(one, "text") for one in said).strip()
    return str(said).strip()


def _noise(value: dict[str, Any], author: Any) -> str:
    if isinstance(author, dict) and (author.get("isBot") or author.get("bot")):
        return Noise.BOT
    is_service = value.get("type") in ("service", "RecipientAdd", "ChannelPinnedMessage", "GuildMemberJoin")
    return Noise.COMING if is_service or str(value.get("type", "")).startswith("system_") else ""
