"""What shows that it was so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.attachments.models import Attachment
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet
from postmortems.timeline.models.event import TimelineEvent


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

    @property
    def words(self) -> str:
        """What it is, in a line; a picture by what it shows."""
        named = self.attachment and (self.attachment.alt or self.attachment.name)
        return self.quote or self.label or named or self.url
