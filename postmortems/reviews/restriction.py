"""Why a review is kept to some, and until when. When the day comes somebody is asked; nothing opens by itself."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review

USUAL = dt.timedelta(days=90)
LONGEST = dt.timedelta(days=366)


class Restriction(models.Model):
    """The last word on it: a new one takes its place."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="restriction")
    because = models.CharField(_("why"), max_length=300)
    ends_on = models.DateField(_("until"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["ends_on"], name="restriction_by_its_end")]

    def __str__(self) -> str:
        return f"restriction of {self.review_id}"
