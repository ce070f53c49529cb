"""Grafana's alert webhook. An alert that still fires says that it ended in the year 1: that is no end."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers import alertmanager
from postmortems.timeline.importers.alerts import read_group
from postmortems.timeline.importers.entries import Reading

SLUG, NAME, SOURCE = "grafana", _("Grafana alerts"), "alert"


def recognises(head: bytes) -> bool:
    return alertmanager.recognises(head) and (b'"orgId"' in head or b'"silenceURL"' in head or b'"panelURL"' in head)


def read(data: bytes, near: dt.date) -> Reading:
    return read_group(data, links=("panelURL", "dashboardURL", "generatorURL"))
