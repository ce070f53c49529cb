"""One entry of the story: what was seen or done, when, in which words."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.reviews.models import Participant, Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet
from postmortems.timeline.models.source import EventSource, Source
from postmortems.wording.models import Rendered


class SharedManager(models.Manager.from_queryset(TrashQuerySet)):  # type: ignore[misc]
    """The entries that are told to everybody. What its author keeps back is not among them, whoever asks."""

    def get_queryset(self) -> TrashQuerySet["TimelineEvent"]:
        found: TrashQuerySet[TimelineEvent] = super().get_queryset().filter(is_kept_back=False)
        return found


class TimelineEvent(Rendered, Trashable, MadeOnce):
    """One entry of the story. Its text may name people: facts are not blame.

    `objects`, and every way to it from a review or a factor, leaves out what its author keeps back; only
    `everything` finds that, and only `timeline/kept_back.py` reads it there.
    """

    class Kind(models.TextChoices):
        NORMAL = "normal", _("was as usual")
        TRIGGER = "trigger", _("set it off")
        DETECTION = "detection", _("was noticed")
        OBSERVATION = "observation", _("was seen")
        HYPOTHESIS = "hypothesis", _("was thought")
        DIAGNOSIS = "diagnosis", _("was understood")
        DECISION = "decision", _("was decided")
        ACTION = "action", _("was done")
        COMMUNICATION = "communication", _("was said")
        MITIGATION = "mitigation", _("eased it")
        RECOVERY = "recovery", _("ended it")
        KEY_MOMENT = "key_moment", _("turned the story")

    Source = Source
    RENDERED: ClassVar[dict[str, str]] = {"body": "html", "other_view": "other_view_html"}

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    occurred_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_about = models.BooleanField(default=False, help_text="the time is an estimate")
    zone = models.CharField(
        max_length=64, default="UTC", validators=[known_zone], help_text="where its time was first read"
    )
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.OBSERVATION)
    source = models.CharField(max_length=10, choices=Source, default=Source.MANUAL)
    origin = models.ForeignKey(EventSource, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    recorded_at = models.DateTimeField(
        null=True, blank=True, help_text="the moment as its source's clock had it, read in `zone`; never moved"
    )
    names_its_zone = models.BooleanField(
        default=False, help_text="the source said the zone of this moment itself: another zone does not move it"
    )
    body = models.TextField()
    has_two_views = models.BooleanField(default=False, help_text="people remember it differently")
    other_view = models.TextField(blank=True, help_text="the other view's words")
    other_view_html = models.TextField(blank=True, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="who acted or saw it"
    )
    role = models.CharField(max_length=60, blank=True, help_text="in which role, where no participant says it")
    evidence_url = models.URLField(blank=True, max_length=500)
    is_starred = models.BooleanField(default=False)
    is_noise = models.BooleanField(default=False, help_text="hidden from the story until somebody asks for it")
    is_kept_back = models.BooleanField(default=False, help_text="seen by its author alone until they share it")
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged",
        help_text="where its words went",
    )
    external_id = models.CharField(max_length=200, null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = SharedManager()
    everything: ClassVar[models.Manager["TimelineEvent"]] = models.Manager()

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
