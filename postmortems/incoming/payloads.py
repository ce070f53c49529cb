"""From a body to what it says, through the importers that read the same formats from files. Pure."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from postmortems.incoming import mapping
from postmortems.incoming.kinds import Kind
from postmortems.incoming.message import Message, NotUnderstood
from postmortems.timeline.importers import alertmanager, github, grafana, opsgenie_webhook, pagerduty_webhook
from postmortems.timeline.importers.chat import numbered
from postmortems.timeline.importers.entries import Entry, Reading
from postmortems.timeline.importers.pieces import named
from postmortems.timeline.importers.result import CannotReadError

Said = dict[str, Any]


def read_message(kind: str, body: bytes, *, paths: dict[str, str], now: dt.datetime) -> Message:
    """What this body says. Raises NotUnderstood."""
    try:
        said = json.loads(body)
        if not isinstance(said, dict):
            raise NotUnderstood
        if kind == Kind.JSON:
            return mapping.read(said, paths, now)
        about, importer = _ABOUT[Kind(kind)], _READERS[Kind(kind)]
        items = list(numbered(importer(body, now.date())))
        found = about(said)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, CannotReadError) as error:
        raise NotUnderstood from error
    entries = [item for item in items if isinstance(item, Entry) and not item.noise]
    left = 0 if found.is_test else len([item for item in items if not isinstance(item, Entry)])
    since = min((entry.at for entry in entries), default=None)
    return replace(found, entries=entries, left=left, since=since)


def _alerts(said: Said) -> Message:
    """Alertmanager's and Grafana's groups: one incident a group, opened while any of its alerts fires."""
    notes, labels = said.get("commonAnnotations") or {}, said.get("commonLabels") or {}
    group = named(said, "groupKey") or json.dumps(said.get("groupLabels") or labels, sort_keys=True)
    name = named(labels, "alertname") or named(said.get("groupLabels"), "alertname") or named(said, "title")
    first = (said.get("alerts") or [{}])[0]
    summary = named(notes, "summary", "description") or named(first.get("annotations"), "summary", "description")
    noticed = f"{name}: {summary}" if name and summary else name or summary
    return Message(noticed=noticed, group=group, may_open=said["status"] == "firing")


def _pagerduty(said: Said) -> Message:
    """The incident itself, or the one that a note or a responder belongs to. What is told of a service is no matter."""
    kind = str(said["event"]["event_type"])
    data = said["event"].get("data") or {}
    incident = data.get("incident") or data
    return Message(
        noticed=named(incident, "title", "summary"),
        group=named(incident, "id"),
        may_open=kind in ("incident.triggered", "incident.reopened"),
        is_test=not kind.startswith("incident."),
    )


def _opsgenie(said: Said) -> Message:
    alert = said.get("alert") or {}
    return Message(
        noticed=named(alert, "message"),
        group=named(alert, "alertId"),
        may_open=said["action"] == "Create",
        is_test="alert" not in said,
    )


def _github(said: Said) -> Message:
    """A deployment or a merge opens nothing; it belongs to the incident that goes on."""
    return Message(is_test="zen" in said and "hook" in said)


_ABOUT: dict[Kind, Callable[[Said], Message]] = {
    Kind.ALERTMANAGER: _alerts,
    Kind.GRAFANA: _alerts,
    Kind.PAGERDUTY: _pagerduty,
    Kind.OPSGENIE: _opsgenie,
    Kind.GITHUB: _github,
}
_READERS: dict[Kind, Callable[[bytes, dt.date], Reading]] = {
    Kind.ALERTMANAGER: alertmanager.read,
    Kind.GRAFANA: grafana.read,
    Kind.PAGERDUTY: pagerduty_webhook.read,
    Kind.OPSGENIE: opsgenie_webhook.read,
    Kind.GITHUB: github.read,
}
