"""A guest's link to one shared review: named, until a day, ended by a press. Of its secret only a hash is kept."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce

USUAL = dt.timedelta(days=14)
LONGEST = dt.timedelta(days=90)


class GuestLink(MadeOnce):
    """Good through `ends_on`, as long as whoever made it still keeps the review."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="guest_links")
    name = models.CharField(_("who reads it"), max_length=80)
    key = models.CharField(max_length=64, unique=True, editable=False)
    ends_on = models.DateField(_("until"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["ends_on", "pk"]
        indexes = [models.Index(fields=["ends_on"], name="guest_link_by_its_end")]

    def __str__(self) -> str:
        return f"guest of {self.review_id}"


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
