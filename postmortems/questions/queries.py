"""Reading questions."""

from django.db.models import FETCH_RAISE, QuerySet

from postmortems.questions.models import Question
from postmortems.reviews.models import Review


def questions_of(review: Review) -> QuerySet[Question]:
    """The living questions of a review, what is told differently first, then as they were asked; one query."""
    rows = review.questions.alive().select_related("asked_by", "answered_by")
    return rows.order_by("-kind", "asked_at", "pk").fetch_mode(FETCH_RAISE)


def target_of(question: Question) -> str:
    """How the record calls this question."""
    return f"question:{question.pk}"
