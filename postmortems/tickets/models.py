"""Tickets of other trackers that action items follow, and whom we believe when one of them speaks."""

from django.conf import settings
from django.db import models

from postmortems.tickets.trackers import LONGEST_LINK, SPEAKING, Tracker


class Ticket(models.Model):
    """A ticket somewhere else, as far as we heard of it. Several action items may follow the same one."""

    tracker = models.CharField(max_length=10, choices=Tracker)
    key = models.CharField(max_length=LONGEST_LINK + 20, unique=True, help_text="trackers.py: one for every spelling")
    name = models.CharField(max_length=LONGEST_LINK, help_text="how people call it: shop/web#12")
    url = models.URLField(max_length=LONGEST_LINK)
    is_closed = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True, help_text="by the tracker's clock: what is older is not news")

    def __str__(self) -> str:
        return f"ticket {self.pk}"


class Source(models.Model):
    """A tracker that may tell us of its tickets. The secret is written so that only this installation can read it
    (shared/sealing.py); no page, log or export ever does.
    """

    tracker = models.CharField(max_length=10, choices=[(one.value, one.label) for one in SPEAKING], unique=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    heard_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"source {self.tracker}"


class Heard(models.Model):
    """A message that was taken in, so that the same one is taken in once. Kept as long as its source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="heard")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the body: headers are not signed everywhere")
    heard_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="heard_once")]

    def __str__(self) -> str:
        return f"message {self.pk} of {self.source_id}"
