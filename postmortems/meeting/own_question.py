"""Questions of the organisation's own, beside the deck."""

from django.conf import settings
from django.db import models

from postmortems.meeting.script import PHASES
from postmortems.shared.models import MadeOnce


class OwnQuestion(MadeOnce):
    """One question that whoever runs meetings here keeps at hand in one phase."""

    words = models.CharField(max_length=200)
    phase = models.CharField(max_length=20, choices=[(phase.slug, phase.slug) for phase in PHASES])
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"question {self.pk} of our own"

    @property
    def slug(self) -> str:
        return f"own-{self.pk}"
