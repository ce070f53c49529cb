"""Alertmanager's webhook, version 4."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.alerts import read_group
from postmortems.timeline.importers.entries import Reading

SLUG, NAME, SOURCE = "alertmanager", _("Alertmanager"), "alert"


def recognises(head: bytes) -> bool:
    return b'"alerts"' in head and b'"startsAt"' in head


def read(data: bytes, near: dt.date) -> Reading:
    return read_group(data, links=("generatorURL",))
