"""How bad it was, in the organisation's own words: five levels at most, 1 the worst.

An incident keeps the number, so that a level can be renamed without touching what happened; what it was called before
is kept with the day on which that ended.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LEVELS = (1, 2, 3, 4, 5)


class Severity(models.Model):
    """One level with its name and when it is meant. A level without a row is called by its number."""

    level = models.PositiveSmallIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=40)
    means = models.CharField(_("when it is meant"), max_length=200, blank=True)

    class Meta:
        ordering = ["level"]
        constraints = [models.CheckConstraint(condition=Q(level__range=(1, 5)), name="severity_one_to_five")]

    def __str__(self) -> str:
        return self.name


class FormerSeverity(models.Model):
    """What a level was called until a day."""

    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    until = models.DateTimeField()

    class Meta:
        ordering = ["level", "-until"]

    def __str__(self) -> str:
        return self.name
