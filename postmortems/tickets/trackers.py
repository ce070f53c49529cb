"""Which trackers are understood, and which ticket a link leads to. Pure.

The same ticket is written in several ways: with a title behind it, with a query, in capitals. Its key is one of them.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tracker(models.TextChoices):
    GITHUB = "github", "GitHub"
    GITLAB = "gitlab", "GitLab"
    JIRA = "jira", "Jira"
    LINEAR = "linear", "Linear"
    OTHER = "other", _("another tracker")


SPEAKING = (Tracker.GITHUB, Tracker.GITLAB, Tracker.JIRA, Tracker.LINEAR)  # those that tell us when a ticket closes
LONGEST_LINK = 500

_GITLAB = re.compile(r"/(?P<project>[^?#]+?)/-/(?P<kind>issues|work_items|merge_requests)/(?P<number>\d+)(?:/|$)")
_GITHUB = re.compile(r"/(?P<project>[^/]+/[^/]+)/(?:issues|pull)/(?P<number>\d+)(?:/|$)")
_LINEAR = re.compile(r"/(?P<space>[^/]+)/issue/(?P<name>[A-Za-z][A-Za-z0-9]*-\d+)(?:/|$)")
_JIRA = re.compile(r"/browse/(?P<name>[A-Za-z][A-Za-z0-9_]*-\d+)(?:/|$)")


class NoLink(Exception):
    """These words are no address that a browser could open."""


@dataclass(frozen=True)
class Link:
    """A ticket somewhere else. `key` is the same for every way to write its address; `name` is how people call it."""

    tracker: Tracker
    key: str
    name: str
    url: str


def read_link(typed: str) -> Link:
    """The ticket behind an address. What no pattern fits is another tracker's, by its plain link. Raises NoLink."""
    at = _split(typed.strip())
    host = str(at.hostname)
    for tracker, key, name in _understood(at, host):
        return Link(tracker, f"{tracker}:{key}".lower(), name, at.geturl())
    return Link(Tracker.OTHER, f"other:{host}{at.path}?{at.query}"[:LONGEST_LINK], host, at.geturl())


def _split(typed: str) -> SplitResult:
    try:
        at = urlsplit(typed)
        is_web = at.scheme in ("http", "https") and bool(at.hostname) and at.port != 0
    except ValueError as error:
        raise NoLink from error
    if not is_web or len(typed) > LONGEST_LINK or at.username or any(sign.isspace() for sign in typed):
        raise NoLink
    return at


def _understood(at: SplitResult, host: str) -> list[tuple[Tracker, str, str]]:
    if found := _GITLAB.match(at.path):
        sign = "!" if found["kind"] == "merge_requests" else "#"
        name = f"{found['project']}{sign}{found['number']}"
        return [(Tracker.GITLAB, f"{host}/{name}", name)]
    if host == "linear.app" and (found := _LINEAR.match(at.path)):
        return [(Tracker.LINEAR, f"{found['space']}/{found['name']}", found["name"].upper())]
    if found := _JIRA.search(at.path):
        return [(Tracker.JIRA, f"{host}/{found['name']}", found["name"].upper())]
    if found := _GITHUB.match(at.path):
        name = f"{found['project']}#{found['number']}"
        return [(Tracker.GITHUB, f"{host}/{name}", name)]
    return []


def project_of(typed: str) -> tuple[Tracker, str] | None:
    """Whose project this is the page of, and the address that its form for a new ticket begins with; None for a tracker
    whose form cannot be filled in by an address.
    """
    try:
        at = _split(typed.strip())
    except NoLink:
        return None
    base, path = f"{at.scheme}://{at.netloc}", at.path.strip("/").split("/")
    if at.hostname == "linear.app" and len(path) >= 3 and path[1] == "team":
        return Tracker.LINEAR, f"{base}/{path[0]}/team/{path[2]}"
    if "-" in path and path.index("-") >= 2:
        return Tracker.GITLAB, f"{base}/{'/'.join(path[: path.index('-')])}"
    if len(path) >= 2 and "github" in str(at.hostname):
        return Tracker.GITHUB, f"{base}/{path[0]}/{path[1]}"
    if len(path) >= 2 and "gitlab" in str(at.hostname):
        return Tracker.GITLAB, f"{base}/{'/'.join(path)}"
    return None
