"""What nobody could answer yet. A question stays visible, also after the review is shared, until it has its answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet


class Question(Trashable, MadeOnce):
    """An open question of a review, or a correction that somebody involved asks for before it is shared."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        OBJECTION = "objection", _("told differently")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    body = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TrashQuerySet["Question"].as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answered_has_an_answer",
                violation_error_message=_("An answered question says its answer."),
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk} of {self.review_id}"
