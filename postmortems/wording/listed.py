"""The organisation's own words. A file of its own, because the guarded field stands between it and the other models."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class ListedWord(models.Model):
    """A word that means something of its own in this organisation, kept by an administrator (LANGUAGE.md section 1)."""

    class Means(models.TextChoices):
        PERSON = "person", _("a person or a role")
        PRODUCT = "product", _("software or a machine")
        ALLOWED = "allowed", _("an allowed phrase")

    words = models.CharField(max_length=120)
    means = models.CharField(max_length=10, choices=Means)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["words"]
        constraints = [
            models.UniqueConstraint(
                Lower("words"), "means", name="listed_word_once", violation_error_message=_("That is listed already.")
            )
        ]

    def __str__(self) -> str:
        return self.words
