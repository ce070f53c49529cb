"""Which importer reads what somebody brought, told from its first bytes. A new format adds its module here."""

import datetime as dt
from typing import Protocol, cast

from django.utils.functional import Promise

from postmortems.timeline.importers import (
    alertmanager,
    chat,
    chat_json,
    dispatch,
    github,
    grafana,
    incident_stamps,
    opsgenie,
    opsgenie_webhook,
    pagerduty_log,
    pagerduty_webhook,
    slack_day,
    slack_export,
)
from postmortems.timeline.importers.decoding import beginning
from postmortems.timeline.importers.entries import Reading

# As much of a file as an importer sees before it says whether the file is its own.
HEAD = 64_000


class Importer(Protocol):
    """A module of this folder. SOURCE is one of the kinds of places that an entry of the story may come from."""

    SLUG: str
    NAME: str | Promise
    SOURCE: str

    def recognises(self, head: bytes, /) -> bool:
        """Whether the file that begins like this is of this format."""

    def read(self, data: bytes, near: dt.date, /) -> Reading:
        """Every piece of it, understood or not, in order. Raises CannotReadError for what cannot be read at all."""


# The first that recognises a file reads it; `chat` takes any text, so it comes last.
IMPORTERS: tuple[Importer, ...] = cast(
    "tuple[Importer, ...]",
    (
        pagerduty_log,
        pagerduty_webhook,
        grafana,
        alertmanager,
        opsgenie_webhook,
        opsgenie,
        github,
        incident_stamps,
        dispatch,
        slack_day,
        chat_json,
        chat,
    ),
)


def importer_for(data: bytes) -> Importer | None:
    """The importer that recognises these bytes."""
    head = data[:HEAD] if data.startswith(b"PK") else beginning(data, HEAD)
    return next((importer for importer in IMPORTERS if importer.recognises(head)), None)


def name_of(slug: str) -> str:
    """What people call the format. Raises KeyError."""
    names = {importer.SLUG: importer.NAME for importer in IMPORTERS} | {slack_export.SLUG: slack_export.NAME}
    return str(names[slug])
