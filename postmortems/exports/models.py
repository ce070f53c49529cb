"""What of a review may be told outside: words of its own, approved by a second person, kept back until a day."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.wording.models import Rendered


class ExternalVersion(Rendered):
    """One text a review, for customers or the public. Changing a word takes the approval back.

    It is out when it was approved and its embargo, if it has one, is over; until then it is seen by who keeps the
    review and by nobody else.
    """

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="external")
    title = models.CharField(max_length=200)
    body = models.TextField()
    embargo_until = models.DateTimeField(null=True, blank=True, help_text="not to be told outside before this moment")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(approved_at__gte=models.F("written_at")),
                name="external_approved_after_it_was_written",
                violation_error_message=_("It is approved as it stands, not as it stood."),
            )
        ]

    def __str__(self) -> str:
        return f"external version of {self.review_id}"

    def is_out(self, now: dt.datetime) -> bool:
        """Whether it may be told outside at this moment."""
        return self.approved_at is not None and (self.embargo_until is None or self.embargo_until <= now)
