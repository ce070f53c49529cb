"""Where entries came from: a chat, an alarm's log, a document."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce

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
