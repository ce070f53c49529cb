"""Somebody who was asked to tell their part in the meeting, and what they said. Asked beforehand, never ambushed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.meeting.models import Meeting


class Narrator(models.Model):
    """`answer` is empty until they said something; to pass is as good an answer as any, and needs no reason."""

    class Answer(models.TextChoices):
        GLADLY = "gladly", _("tells it")
        RATHER_NOT = "rather_not", _("rather not")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="narrators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="narrator_once")]

    def __str__(self) -> str:
        return f"narrator {self.user_id} of {self.meeting_id}"
