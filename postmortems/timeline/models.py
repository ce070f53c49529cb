"""The story: what was seen and done, when."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet
from postmortems.wording.models import Rendered


class TimelineEvent(Rendered, Trashable, MadeOnce):
    """One entry of the story. Its text may name people: facts are not blame."""

    class Kind(models.TextChoices):
        TRIGGER = "trigger", _("set it off")
        DETECTION = "detection", _("was noticed")
        OBSERVATION = "observation", _("was seen")
        HYPOTHESIS = "hypothesis", _("was thought")
        DECISION = "decision", _("was decided")
        ACTION = "action", _("was done")
        COMMUNICATION = "communication", _("was said")
        RECOVERY = "recovery", _("got better")

    class Source(models.TextChoices):
        MANUAL = "manual", _("written by hand")
        CHAT = "chat", _("chat")
        ALERT = "alert", _("alert")
        DEPLOY = "deploy", _("deployment")
        PAGER = "pager", _("pager")
        IMPORT = "import", _("imported")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    occurred_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_about = models.BooleanField(default=False, help_text="the time is an estimate")
    zone = models.CharField(max_length=64, default="UTC", validators=[known_zone])
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.OBSERVATION)
    source = models.CharField(max_length=10, choices=Source, default=Source.MANUAL)
    body = models.TextField()
    evidence_url = models.URLField(blank=True, max_length=500)
    is_starred = models.BooleanField(default=False)
    external_id = models.CharField(max_length=200, null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = TrashQuerySet["TimelineEvent"].as_manager()

    class Meta:
        ordering = ["occurred_at", "pk"]
        indexes = [models.Index(fields=["review", "occurred_at", "id"], name="event_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["review", "external_id"], name="event_imported_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("occurred_at")),
                name="event_ends_after_it_begins",
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.pk} of {self.review_id}"

    @property
    def order(self) -> str:
        """Where the entry stands in its story, as pages compare it: by moment, then as it was written down."""
        return f"{self.occurred_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f} {self.pk:012d}"

    @property
    def exact(self) -> str:
        """The moment in UTC, for who wants to know it exactly."""
        return f"{self.occurred_at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
