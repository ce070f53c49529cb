"""What a tracker's message says of a ticket: which one, whether it is closed now, since when. Pure.

Only that is read. Titles, descriptions and names are left where they are.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from postmortems.tickets.trackers import Link, NoLink, Tracker, read_link


class NotUnderstood(Exception):
    """The body is no message that its tracker documents."""


@dataclass(frozen=True)
class Told:
    """A ticket as its tracker tells of it. `at`: when it last changed, by the tracker's clock."""

    link: Link
    is_closed: bool
    at: dt.datetime


def read_message(tracker: str, body: bytes) -> Told | None:
    """None for a message about something else than a ticket. Raises NotUnderstood."""
    try:
        said = json.loads(body)
        if not isinstance(said, dict):
            raise NotUnderstood
        return _READERS[Tracker(tracker)](said)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, NoLink) as error:
        raise NotUnderstood from error


def _github(said: dict[str, Any]) -> Told | None:
    """`issues` and `pull_request` events."""
    ticket = said.get("issue") or said.get("pull_request")
    if ticket is None or "state" not in ticket:
        return None
    return Told(read_link(ticket["html_url"]), ticket["state"] == "closed", _moment(ticket["updated_at"]))


def _gitlab(said: dict[str, Any]) -> Told | None:
    """`issue`, `work_item` and `merge_request` events."""
    if said.get("object_kind") not in ("issue", "work_item", "merge_request"):
        return None
    ticket = said["object_attributes"]
    return Told(read_link(ticket["url"]), ticket["state"] in ("closed", "merged"), _moment(ticket["updated_at"]))


def _jira(said: dict[str, Any]) -> Told | None:
    """`jira:issue_*` events. The address that people open is made from the one of the API."""
    if not str(said.get("webhookEvent", "")).startswith("jira:issue_"):
        return None
    issue = said["issue"]
    at, fields = urlsplit(issue["self"]), issue["fields"]
    base = at.path.partition("/rest/")[0]  # a server may live under a path
    link = read_link(f"{at.scheme}://{at.netloc}{base}/browse/{issue['key']}")
    is_closed = fields["status"]["statusCategory"]["key"] == "done" or said["webhookEvent"] == "jira:issue_deleted"
    return Told(link, is_closed, dt.datetime.fromtimestamp(said["timestamp"] / 1000, dt.UTC))


def _linear(said: dict[str, Any]) -> Told | None:
    """`Issue` events; done and cancelled are both closed."""
    if said.get("type") != "Issue":
        return None
    ticket = said["data"]
    is_closed = ticket["state"]["type"] in ("completed", "canceled") or said.get("action") == "remove"
    return Told(read_link(said.get("url") or ticket["url"]), is_closed, _moment(ticket["updatedAt"]))


def _moment(said: str) -> dt.datetime:
    """ISO 8601, or GitLab's older "2026-11-20 14:02:11 UTC"."""
    moment = dt.datetime.fromisoformat(said.replace(" UTC", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


_READERS: dict[Tracker, Callable[[dict[str, Any]], Told | None]] = {
    Tracker.GITHUB: _github,
    Tracker.GITLAB: _gitlab,
    Tracker.JIRA: _jira,
    Tracker.LINEAR: _linear,
}
