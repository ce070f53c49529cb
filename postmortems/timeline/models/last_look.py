"""Who saw the story last when."""

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Review


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
