"""What an incident did to people and to their work, in fields: who, how many, what they felt, what had to wait."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """How much a number is worth."""

    ESTIMATE = "estimate", _("estimate")
    MEASURED = "measured", _("measured")


class Impact(models.Model):
    """Empty says nothing: what nobody knows stands in `impact_unknown`. The number counts what `impact_unit` names,
    as in 3,100 failed checkouts.
    """

    impact_who = models.CharField(_("who felt it"), max_length=200, blank=True, db_default="")
    impact_count = models.PositiveBigIntegerField(_("how many"), null=True, blank=True)
    impact_unit = models.CharField(_("of what"), max_length=60, blank=True, db_default="")
    impact_basis = models.CharField(_("how we know"), max_length=10, choices=Basis, blank=True, db_default="")
    impact_felt = models.CharField(_("what they felt"), max_length=500, blank=True, db_default="")
    impact_displaced = models.CharField(_("work that had to wait"), max_length=500, blank=True, db_default="")
    impact_unknown = models.CharField(_("still unknown"), max_length=500, blank=True, db_default="")

    class Meta:
        abstract = True


def counts_something(name: str) -> models.CheckConstraint:
    """A number without what it counts tells nobody anything."""
    return models.CheckConstraint(
        condition=Q(impact_count__isnull=True) | ~Q(impact_unit=""),
        name=name,
        violation_error_message=_("A number of what?"),
    )
