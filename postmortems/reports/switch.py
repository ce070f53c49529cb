"""Whether reports without a name are taken here."""

from django.db import models, transaction
from django.db.models import Q

from accounts.models import Organisation, User
from postmortems.audit.services import record


class ReportSwitch(models.Model):
    """The organisation's own choice; without one its size decides. One row."""

    anonymous = models.BooleanField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="report_switch_is_one")]

    def __str__(self) -> str:
        return "reports without a name"


def chosen() -> bool | None:
    """What an administrator chose; None where nobody did."""
    return ReportSwitch.objects.filter(pk=1).values_list("anonymous", flat=True).first()


def is_anonymous_open() -> bool:
    """Off by default among fifteen or fewer, where words alone give away who wrote them. At most two queries."""
    own = chosen()
    return Organisation.current().size == Organisation.Size.LARGE if own is None else own


@transaction.atomic
def choose(*, anonymous: bool | None, actor: User) -> None:
    """Decide it, or leave it to the size again."""
    ReportSwitch.objects.update_or_create(pk=1, defaults={"anonymous": anonymous})
    record(verb="decided on reports", chain="organisation", actor=actor, fields=("anonymous",))
