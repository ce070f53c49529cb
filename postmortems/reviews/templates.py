"""What a review asks, by its kind and depth: the organisation's own version, where it made one."""

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Depth, Kind


class ReviewTemplate(models.Model):
    """One version of the sections and prompts for a kind and a depth. Never changed: a new version is a new row, and a
    review keeps the one that it began with.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    depth = models.CharField(max_length=15, choices=Depth)
    version = models.PositiveIntegerField()
    sections = models.JSONField(help_text="a list of slot, heading and prompt")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "depth", "version"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.depth}, version {self.version}"
