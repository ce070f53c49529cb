"""How prepared we were: five answers about the system, one row a review."""

from django.conf import settings
from django.db import models

from postmortems.preparedness.asked import Answer
from postmortems.reviews.models import Review


def answer() -> "models.CharField[str, str]":
    return models.CharField(max_length=3, choices=Answer, blank=True)


class Preparedness(models.Model):
    """The fields are those of `asked.QUESTIONS`. They are never added up: five bars, no score."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="preparedness")
    alarm = answer()
    runbook = answer()
    second_person = answer()
    way_back = answer()
    roles = answer()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"preparedness of {self.review_id}"
