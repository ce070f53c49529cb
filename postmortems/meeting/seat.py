"""A place in the room: one person, signed in or by a guest's link. Gone when the meeting is over; only numbers stay."""

import hashlib

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.meeting.models import Meeting


def digest(key: str) -> str:
    """What is kept of a guest's link."""
    return hashlib.sha256(key.encode()).hexdigest()


class Seat(models.Model):
    """`said` names the counts that this seat has answered, never what. `key` is the hash of a guest's link."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=80, blank=True, help_text="of a guest")
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    came_at = models.DateTimeField(null=True, blank=True)
    is_remote = models.BooleanField(default=False, help_text="is not in the room")
    has_written = models.BooleanField(default=False)
    said = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="seat_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(key__isnull=False),
                name="seat_is_somebodys",
                violation_error_message=_("A seat belongs to a person here or to a guest."),
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk} of {self.meeting_id}"

    @property
    def called(self) -> str:
        """What the facilitator calls out."""
        return self.user.first_name if self.user else self.name
