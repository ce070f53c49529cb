"""The numbers of the policy as this organisation has them."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from postmortems.followup.rules import DEFAULTS, LEAST_REST, Rules


def days(name: str, *, least: int = 1, most: int = 60) -> "models.PositiveSmallIntegerField[Any, Any]":
    """A number of working days, as `Rules` has it where nothing was changed."""
    usual = getattr(DEFAULTS, name)
    return models.PositiveSmallIntegerField(
        default=usual, db_default=usual, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )


class ReminderRules(models.Model):
    """One row, or none as long as everything is as usual. What each number means stands in `rules.Rules`."""

    due_soon = days("due_soon")
    in_the_way = days("in_the_way")
    replan = days("replan")
    room = days("room")
    rest = days("rest", least=LEAST_REST)
    undecided = days("undecided")
    gathering = days("gathering")
    late = days("late")
    late_note = days("late_note")
    question = days("question")
    list_day = days("list_day", most=7)
    sends_letter = models.BooleanField(default=True, db_default=True)
    sends_look_back = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="reminder_rules_are_one"),
            models.CheckConstraint(
                condition=Q(in_the_way__lt=F("replan"), replan__lt=F("room")),
                name="reminder_steps_in_order",
                violation_error_message=_("Each question comes after the one before it."),
            ),
            models.CheckConstraint(condition=Q(rest__gte=LEAST_REST), name="reminder_rest_is_long_enough"),
        ]

    def __str__(self) -> str:
        return "reminder rules"

    @classmethod
    def current(cls) -> Rules:
        """The numbers that hold now."""
        row = cls.objects.filter(pk=1).first()
        return row.as_rules() if row else DEFAULTS

    def as_rules(self) -> Rules:
        return Rules(**{name: getattr(self, name) for name in Rules.__dataclass_fields__})
