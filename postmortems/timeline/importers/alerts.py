"""What Alertmanager and Grafana send in one shape: a group of alerts, each with when it began and ended."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from postmortems.timeline.importers.entries import Entry, NotRead, Reading
from postmortems.timeline.importers.pieces import Piece, instant, moment, named, pieces_of, read_pieces, words


def read_group(data: bytes, *, links: tuple[str, ...]) -> Reading:
    """One entry for the start and one for the end of each alert; the same alert sent again is the same entries.

    `links` are the fields of an alert that may hold the address to look at, the best first.
    """
    pieces = pieces_of(data, "alerts")
    yield from read_pieces(pieces, lambda piece: _entries(piece, links))
    groups = {id(piece.around): piece.around for piece in pieces}
    for around in groups.values():
        cut = around.get("truncatedAlerts")
        if isinstance(cut, int) and cut > 0:
            reason = _("The sender cut off %(n)d alerts of this group.") % {"n": cut}
            yield NotRead(1, f'"truncatedAlerts": {cut}', reason)


def _entries(piece: Piece, links: tuple[str, ...]) -> Iterator[Entry]:
    for alert in piece.value.get("alerts", [piece.value]):
        begins = moment(alert["startsAt"])
        ends = instant(alert.get("endsAt")) if alert.get("status") == "resolved" else None
        url = next((named(alert, link) for link in links if named(alert, link)), "")
        labels = alert.get("labels") or {}
        mark = named(alert, "fingerprint") or ",".join(f"{key}={labels[key]}" for key in sorted(labels))
        identity = f"alert:{mark}:{begins.isoformat()}"[:190]
        about = _about(alert)
        yield Entry(piece.line, piece.source, about, begins, "", "detection", "", identity, url)
        if ends and ends >= begins:
            text = _("Over: %(alert)s") % {"alert": about}
            yield Entry(piece.line, piece.source, text, ends, "", "recovery", "", f"{identity}:end", url)


def _about(alert: dict[str, Any]) -> str:
    """The alert's name, what it is about, and what its notes say."""
    labels, notes = alert.get("labels") or {}, alert.get("annotations") or {}
    name = named(labels, "alertname") or _("An alert")
    where = ", ".join(str(labels[key]) for key in ("service", "job", "instance", "severity") if labels.get(key))
    head = f"{name} ({where})" if where else name
    said = words(notes.get("summary"), notes.get("description"), notes.get("message"), alert.get("valueString"))
    return f"{head}: {said}" if said else head
