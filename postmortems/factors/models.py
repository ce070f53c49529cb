"""What made it possible, and what helped."""

from django.conf import settings
from django.db import models

from postmortems.factors.taxonomy import Code, Confidence, Level, Sign
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.guarded import GuardedField, GuardedModel, SealField, StateField, seal_constraint


class ContributingFactor(GuardedModel, Trashable, MadeOnce):
    """One condition in the tools, the process or the organisation. Sentence first; the rest may come later."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="factors")
    sentence = GuardedField(max_length=500)
    sentence_state = StateField()
    sentence_seal = SealField()
    sign = models.CharField(max_length=10, choices=Sign, default=Sign.MADE_POSSIBLE)
    code = models.CharField(max_length=3, choices=Code, blank=True)
    level = models.CharField(max_length=15, choices=Level, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.GUESS)
    is_known_bet = models.BooleanField(default=False, help_text="a risk that was taken with open eyes")
    accepted_because = models.TextField(blank=True, help_text="why it is accepted for now, without an action item")
    events = models.ManyToManyField(TimelineEvent, blank=True, related_name="factors")
    position = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = TrashQuerySet["ContributingFactor"].as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [seal_constraint("sentence", name="factor_sentence_sealed")]

    def __str__(self) -> str:
        return f"factor {self.pk} of {self.review_id}"
