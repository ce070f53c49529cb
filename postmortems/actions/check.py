"""One question whether it helped, and its answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from postmortems.actions.models import ActionItem
from postmortems.actions.states import Effect


class EffectCheck(models.Model):
    """Planned when an action item is done, for 30, 60 and 90 days later (checks.py). Without an answer it is open."""

    action = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="checks")
    days = models.PositiveSmallIntegerField(help_text="after it was done: 30, 60 or 90")
    planned_on = models.DateField()
    effect = models.CharField(max_length=15, choices=Effect, blank=True)
    evidence = models.TextField(blank=True, help_text="how anybody can tell")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "days"], name="effect_check_once"),
            models.CheckConstraint(
                condition=Q(effect="", answered_on__isnull=True) | (~Q(effect="") & Q(answered_on__isnull=False)),
                name="effect_check_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"check after {self.days} days of action item {self.action_id}"
