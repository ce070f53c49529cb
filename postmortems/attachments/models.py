"""What people put beside the words: pictures that are shown, and files that can only be fetched."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet


def stored_name() -> str:
    """A name that nobody can guess and that says nothing: 128 random bits."""
    return secrets.token_hex(16)


class Attachment(Trashable, MadeOnce):
    """A picture or a file of a review. What it holds lies under `stored` in the folder of files (storage.py) and is
    never changed; whoever may see the review may see it.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", _("picture")
        FILE = "file", _("file")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes, as stored")
    sha256 = models.CharField(max_length=64, help_text="of the bytes as stored")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    alt = models.CharField(_("What does it show?"), max_length=500, blank=True)
    stored = models.CharField(max_length=32, unique=True, default=stored_name, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    objects = TrashQuerySet["Attachment"].as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="attachment_trash")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="image", width__gt=0, height__gt=0)
                | Q(kind="file", width__isnull=True, height__isnull=True),
                name="attachment_picture_has_a_size",
                violation_error_message=_("A picture says how wide and how high it is."),
            )
        ]

    def __str__(self) -> str:
        return f"file-{self.pk}"

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE

    @property
    def ref(self) -> str:
        """How texts refer to it: file-12."""
        return f"file-{self.pk}"
