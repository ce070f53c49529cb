"""One file of a Slack export: the messages of a channel on one day."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.entries import Reading
from postmortems.timeline.importers.pieces import pieces_of, read_pieces
from postmortems.timeline.importers.slack_messages import entries_of

SLUG, NAME, SOURCE = "slack-day", _("Slack export, one day"), "chat"


def recognises(head: bytes) -> bool:
    return b'"ts"' in head and b'"type"' in head and (b'"text"' in head or b'"subtype"' in head)


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "messages"), lambda piece: entries_of(piece, {}))
