"""What somebody told those who facilitate, and what was said about it since.

A row knows days, never moments, and its key is random: nothing here can be laid beside a sign-in, a log or another
table (RELIABILITY.md section 2.1). `is_mixed`: whether the row lies in no order any more (mixing.py).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from postmortems.reports.ways import HOW, Matter, Way
from postmortems.reviews.models import Review


class Report(models.Model):
    """A near miss, or something noticed. Anonymous means that nobody stands beside it, by constraint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    way = models.CharField(max_length=12, choices=Way)
    matter = models.CharField(max_length=12, choices=Matter)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="nobody: anonymous"
    )
    happened = models.TextField()
    place = models.CharField(max_length=80, blank=True)
    helps = models.TextField(blank=True)
    shown_on = models.DateField(help_text="the working day on whose morning it lies there for who facilitates")
    waits_since = models.DateField(null=True, help_text="the day whose words wait for an answer; none: answered")
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", help_text="who took it on"
    )
    code = models.CharField(max_length=64, null=True, unique=True, help_text="of the receipt: a slow hash, never it")
    was_redacted = models.BooleanField(default=False)
    review = models.ForeignKey(Review, on_delete=models.SET_NULL, null=True, related_name="reports")
    is_mixed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["waits_since"], condition=Q(waits_since__isnull=False), name="report_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(way=Way.ANONYMOUS, reporter__isnull=True, code__isnull=False)
                    | (~Q(way=Way.ANONYMOUS) & Q(reporter__isnull=False, code__isnull=True))
                ),
                name="report_anonymous_is_nobodys",
            )
        ]

    def __str__(self) -> str:
        return "report"

    @property
    def how(self) -> str:
        """In which way it was told, for those who facilitate."""
        return str(HOW[self.way])


class Message(models.Model):
    """One word more about a report. Without a writer it is the reporter's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    position = models.PositiveIntegerField()
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="who facilitates"
    )
    body = models.TextField()
    shown_on = models.DateField()
    is_mixed = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["report", "position"], name="report_message_in_order")]

    def __str__(self) -> str:
        return "message"
