"""A meeting: when, about which reviews, who holds it."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce

CODES = 10_000  # four digits, said across a table; they open nothing without signing in (access.py)


class Length(models.IntegerChoices):
    """Minutes (PRACTICE.md section 1: huddle, four questions, full review in two sizes)."""

    HUDDLE = 20, _("20 minutes")
    FOUR_QUESTIONS = 45, _("45 minutes")
    HOUR = 60, _("60 minutes")
    LONG = 90, _("90 minutes")


def new_key() -> str:
    """A secret for an address: 128 bits."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Four digits that no other meeting to come has now."""
    taken = set(Meeting.objects.to_come().values_list("code", flat=True))
    free = [code for number in range(CODES) if (code := f"{number:04}") not in taken]
    return secrets.choice(free)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def to_come(self) -> "MeetingQuerySet":
        """Neither over nor called off."""
        return self.filter(ended_at=None, cancelled_at=None)


class Meeting(MadeOnce):
    """One sitting about one review or several. Calendars know it by `uid`; each change to its invitation raises
    `sequence` (RFC 5545). `screen_key` is the secret in the address of the big screen.
    """

    reviews = models.ManyToManyField(Review, through="Agenda", related_name="meetings")
    starts_at = models.DateTimeField()
    length = models.PositiveSmallIntegerField(choices=Length, default=Length.HOUR)
    zone = models.CharField(max_length=64, default="UTC", validators=[known_zone])
    place = models.CharField(max_length=300, blank=True, help_text="a room, or the address of a call")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shadow = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="learns by watching the cockpit",
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="keeps the clock and the hands",
    )
    scribe = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=4, default=new_code)
    screen_key = models.CharField(max_length=30, default=new_key, unique=True)
    prepared = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="ticks: prep.py")
    pins = ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text="questions kept at hand")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    attended = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how many were there; no names")
    wrote = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how many of them wrote a card")
    learned = models.PositiveSmallIntegerField(null=True, blank=True, help_text="hands up: something new today")
    plan_at = models.DateTimeField(null=True, blank=True, help_text="when the plan session is")
    is_practice = models.BooleanField(default=False, help_text="on sample data that nobody else sees")
    purged_at = models.DateTimeField(null=True, blank=True, help_text="since when its raw notes are gone")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(ended_at=None, cancelled_at=None), name="meeting_code_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False),
                name="meeting_ended_was_started",
                violation_error_message=_("A meeting ends after it began."),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], condition=Q(ended_at=None), name="meeting_to_come")]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    @property
    def room(self) -> str:
        """How live changes name it."""
        return f"meeting:{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.cancelled_at is not None


class Agenda(models.Model):
    """One review of a meeting, in the order in which they are talked through."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "review"], name="agenda_review_once")]

    def __str__(self) -> str:
        return f"{self.review_id} in {self.meeting_id}"
