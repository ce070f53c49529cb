"""What is said, in the form that its receiver reads. Pure. No person is named in any of them."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from postmortems.outgoing.kinds import Form, News


@dataclass(frozen=True, kw_only=True)
class Item:
    """An action item."""

    sentence: str
    url: str
    due_on: dt.date | None
    ref: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """News of one review, of one action item in `items`, or the list of a team (`title`): `items` need a decision, and
    `more` are due this week.
    """

    news: News
    at: dt.datetime
    ref: str = ""
    url: str = ""
    title: str = ""
    kind: str = ""
    state: str = ""
    items: tuple[Item, ...] = ()
    more: tuple[Item, ...] = ()


Link = Callable[[str, str], str]


def body_of(form: str, message: Message) -> bytes:
    if form == Form.JSON:
        return json.dumps(_as_json(message), ensure_ascii=False, separators=(",", ":")).encode()
    link, plain = (slack_link, slack_words) if form == Form.SLACK else (markdown_link, markdown_words)
    return json.dumps({"text": _spoken(message, link, plain)}, ensure_ascii=False).encode()


def slack_words(words: str) -> str:
    """As Slack asks (api.slack.com, "Escaping text"): nothing that was typed becomes a link or calls anybody."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def slack_link(words: str, url: str) -> str:
    return f"<{url}|{slack_words(words).replace('|', '¦')}>"


def markdown_words(words: str) -> str:
    """The same for Mattermost: signs of Markdown stand for themselves, and an @ calls nobody."""
    escaped = "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-!|<>~" else sign for sign in words)
    return escaped.replace("@", "@\u200b")


def markdown_link(words: str, url: str) -> str:
    return f"[{markdown_words(words)}]({url})"


def _as_json(message: Message) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if message.ref:
        names = ("ref", "url", "title", "kind", "state")
        data["review"] = {name: getattr(message, name) for name in names}
    if message.news == News.LIST:
        data |= {"team": message.title, "need_a_decision": _items(message.items), "due_this_week": _items(message.more)}
    elif message.items:
        data["action"] = _items(message.items)[0]
    return {"type": message.news, "timestamp": message.at.isoformat().replace("+00:00", "Z"), "data": data}


def _items(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [
        {"sentence": one.sentence, "url": one.url, "review": one.ref, "state": one.state, "due_on": _day(one)}
        for one in items
    ]


def _day(item: Item) -> str | None:
    return item.due_on.isoformat() if item.due_on else None


def _spoken(message: Message, link: Link, plain: Callable[[str], str]) -> str:
    if message.news == News.TEST:
        return _("A test from Second Story: what is told here arrives.")
    if message.news == News.LIST:
        return _spoken_list(message, link, plain)
    where = link(message.ref, message.url)
    if message.items:
        item = message.items[0]
        words = {"what": link(item.sentence, item.url), "where": where}
        says_done = message.news == News.DONE
        return (_("Done: %(what)s (%(where)s)") if says_done else _("Promised: %(what)s (%(where)s)")) % words
    said = {
        News.FILED: _("On record: %(where)s %(title)s"),
        News.EASED: _("Eased: %(where)s %(title)s"),
        News.OVER: _("Over: %(where)s %(title)s"),
        News.SHARED: _("To read: %(where)s %(title)s"),
        News.CLOSED: _("Closed: %(where)s %(title)s"),
    }[message.news]
    return (said % {"where": where, "title": plain(message.title)}).strip()


def _spoken_list(message: Message, link: Link, plain: Callable[[str], str]) -> str:
    lines = [_("This week, %(team)s:") % {"team": plain(message.title)}]
    for heading, items in ((_("Need a decision"), message.items), (_("Due this week"), message.more)):
        if items:
            lines += ["", f"{heading}:", *(f"• {link(one.sentence, one.url)}{_until(one)}" for one in items)]
    return "\n".join([*lines, "", link(_("All of them"), message.url)])


def _until(item: Item) -> str:
    return f" · {item.due_on:%Y-%m-%d}" if item.due_on else ""
