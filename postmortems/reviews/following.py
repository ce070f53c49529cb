"""Wanting to hear of something: a review, or whatever touches a service. One press begins it, one press ends it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from postmortems.reviews.models import Review, Service


class Follow(models.Model):
    """That a person follows one review or one service."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="followers")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, blank=True, related_name="followers")
    began_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "review"], name="follow_review_once"),
            models.UniqueConstraint(fields=["user", "service"], name="follow_service_once"),
            models.CheckConstraint(
                condition=Q(review__isnull=False, service__isnull=True) | Q(review__isnull=True, service__isnull=False),
                name="follow_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.review_id or self.service_id}"
