"""GitHub: deployment statuses, merged pull requests and pushes, as its webhooks send and its API lists them.

A merge is not a deployment: each says what it is.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.timeline.importers.entries import Entry, Noise, Reading
from postmortems.timeline.importers.pieces import Piece, moment, named, pieces_of, read_pieces

SLUG, NAME, SOURCE = "github", gettext_lazy("GitHub"), "deploy"
MARKS = (b'"deployment_status"', b'"pull_request"', b'"merged_at"', b'"deployment_url"', b'"head_commit"')


def recognises(head: bytes) -> bool:
    return any(mark in head for mark in MARKS) and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    value = piece.value
    status = value.get("deployment_status") or (value if "deployment_url" in value else None)
    request = value.get("pull_request") or (value if "merged_at" in value else None)
    if status:
        yield _deployment(piece, status, value.get("deployment") or {})
    elif request and request.get("merged_at"):
        yield _merge(piece, request)
    elif commit := value.get("head_commit"):
        yield _push(piece, commit, str(value.get("ref", "")).removeprefix("refs/heads/"))


def _deployment(piece: Piece, status: dict[str, Any], deployment: dict[str, Any]) -> Entry:
    state = str(status["state"])
    ref = named(deployment, "ref", "sha")
    where = named(status, "environment") or named(deployment, "environment")
    told = _("Deployment to %(where)s: %(state)s") % {"where": where or "?", "state": state}
    told = f"{told} ({ref})" if ref else told
    said = named(status, "description")
    return Entry(
        line=piece.line,
        source=piece.source,
        text=f"{told}. {said}" if said else told,
        at=moment(status["created_at"]),
        who=named(status.get("creator"), "login"),
        kind="observation" if state in ("failure", "error") else "action",
        noise=Noise.BOT if state in ("inactive", "queued", "pending", "waiting") else "",
        external_id=f"github:deployment-status:{status['id']}",
        url=named(status, "log_url", "target_url", "environment_url"),
    )


def _merge(piece: Piece, request: dict[str, Any]) -> Entry:
    return Entry(
        line=piece.line,
        source=piece.source,
        text=_("Merged #%(number)s: %(title)s") % {"number": request["number"], "title": request.get("title", "")},
        at=moment(request["merged_at"]),
        who=named(request.get("merged_by"), "login") or named(request.get("user"), "login"),
        kind="action",
        external_id=f"github:merge:{request.get('merge_commit_sha') or request['id']}",
        url=named(request, "html_url"),
    )


def _push(piece: Piece, commit: dict[str, Any], branch: str) -> Entry:
    first = str(commit.get("message", "")).partition("\n")[0]
    return Entry(
        line=piece.line,
        source=piece.source,
        text=_("Pushed to %(branch)s: %(what)s") % {"branch": branch or "?", "what": first},
        at=moment(commit["timestamp"]),
        who=named(commit.get("author"), "username", "name"),
        kind="action",
        external_id=f"github:push:{commit['id']}",
        url=named(commit, "url"),
    )
