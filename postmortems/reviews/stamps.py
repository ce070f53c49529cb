"""The clock of an incident: its stamps, and how sure they are."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Stamps(models.Model):
    """An empty stamp was not said yet; `about` names the stamps that are estimates, `unknown` those of which people
    said that nobody can know them. STAMPS stand on the axis; CLOCK has those as well that are in no interval.
    """

    STAMPS = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
    CLOCK = (*STAMPS, "declared_at", "cancelled_at")

    started_at = models.DateTimeField(_("onset"), null=True, blank=True)
    detected_at = models.DateTimeField(_("noticed"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("someone on it"), null=True, blank=True)
    mitigated_at = models.DateTimeField(_("eased"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("over"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)
    about = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    unknown = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)

    class Meta:
        abstract = True

    def minutes_from_onset(self) -> list[tuple[str, int]]:
        """The known stamps as (field name, whole minutes after onset), in order of time.

        Unknown onset gives an empty list; a stamp before onset is left out: not known is never 0 (IMPORTS.md section
        2).
        """
        if self.started_at is None:
            return []
        known = [(name, getattr(self, name)) for name in self.STAMPS if getattr(self, name)]
        ordered = sorted(((stamp, name) for name, stamp in known if stamp >= self.started_at), key=lambda pair: pair[0])
        return [(name, (stamp - self.started_at) // dt.timedelta(minutes=1)) for stamp, name in ordered]
