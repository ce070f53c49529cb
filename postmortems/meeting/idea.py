"""An idea, not a promise: what might change a condition. The plan session decides."""

from django.conf import settings
from django.db import models

from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce


class Idea(MadeOnce):
    """Part of the review from the moment it is said; whoever had it stays unnamed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ideas")
    factor = models.ForeignKey(ContributingFactor, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.CharField(max_length=500)
    is_urgent = models.BooleanField(default=False, help_text="contains the damage; not for the plan session to wait")
    became = models.ForeignKey(
        "postmortems.ActionItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    let_go_at = models.DateTimeField(null=True, blank=True)
    said_on = models.DateField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"idea {self.pk} of {self.review_id}"
