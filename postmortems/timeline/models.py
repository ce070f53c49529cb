"""The story: what was seen and done, when, from which source, and what shows it."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.attachments.models import Attachment
from postmortems.reviews.models import Participant, Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet
from postmortems.wording.models import Rendered

A_YEAR = 366 * 24 * 3600  # seconds: a clock that shows the wrong year is as wrong as one can be


class Source(models.TextChoices):
    """What kind of place told an entry first."""

    MANUAL = "manual", _("written by hand")
    CHAT = "chat", _("chat")
    ALERT = "alert", _("alert")
    DEPLOY = "deploy", _("deployment")
    PAGER = "pager", _("pager")
    IMPORT = "import", _("imported")


class EventSource(MadeOnce):
    """A chat, an alarm's log, a document: where entries came from, and how its clock is read.

    Its entries happened when its clock said so, read in `zone`, and moved by `offset` seconds (timeline/moving.py).
    Both can be changed afterwards, and the entries move with them.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="event_sources")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(max_length=10, choices=Source, default=Source.IMPORT)
    zone = models.CharField(max_length=64, default="UTC", validators=[known_zone])
    offset = models.IntegerField(default=0, help_text="seconds to add to what its clock shows")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "name"], name="event_source_once"),
            models.CheckConstraint(
                condition=Q(offset__range=(-A_YEAR, A_YEAR)),
                name="event_source_offset_within_a_year",
                violation_error_message=_("A clock can be a year off at most."),
            ),
        ]

    def __str__(self) -> str:
        return f"source {self.pk} of {self.review_id}"


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


class Evidence(Trashable, MadeOnce):
    """What shows an entry: a message as it was written, an address, or a picture or file of the review."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("message")
        LINK = "link", _("link")
        FILE = "file", _("picture or file")

    event = models.ForeignKey(TimelineEvent, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    quote = models.TextField(blank=True, help_text="the message, word for word")
    said_by = models.CharField(max_length=120, blank=True, help_text="who wrote the message")
    url = models.URLField(blank=True, max_length=500)
    label = models.CharField(max_length=120, blank=True, help_text="what is behind the address")
    attachment = models.ForeignKey(
        Attachment, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_of"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()

    objects = TrashQuerySet["Evidence"].as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="message") & ~Q(quote=""))
                | (Q(kind="link") & ~Q(url=""))
                | Q(kind="file", attachment__isnull=False),
                name="evidence_shows_something",
                violation_error_message=_("A message has words, a link an address."),
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk} of event {self.event_id}"


class LastLook(models.Model):
    """When somebody last looked at a story: `looked_at` on this visit, `before` on the one before it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    looked_at = models.DateTimeField()
    before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="last_look_once")]

    def __str__(self) -> str:
        return f"last look of {self.user_id} at {self.review_id}"
