"""What belongs to the shared document alone: points passed with a reason, and corrections after the fact."""

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce
from postmortems.wording.models import Rendered


class Waiver(models.Model):
    """That a point which only advises was passed on purpose before sharing, and why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="waivers")
    point = models.CharField(max_length=20, help_text="the name of the point, as in workspace/gate.py")
    reason = models.CharField(max_length=200)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "point"], name="waiver_once")]

    def __str__(self) -> str:
        return f"{self.point} of {self.review_id}"


class Correction(Rendered, MadeOnce):
    """A dated note on a shared review: the page is a document, its mistakes are corrected in the open."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="corrections")
    body = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"correction {self.pk} of {self.review_id}"
