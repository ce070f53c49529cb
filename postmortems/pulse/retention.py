"""What goes by itself here."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from postmortems.pulse.models import PulseMark, PulseSums
from postmortems.pulse.reading import reading
from postmortems.pulse.rounds import LASTS, Round
from postmortems.shared import clock
from postmortems.shared.retention import Kept

YEARS = dt.timedelta(days=3 * 366)


def forget_over() -> None:
    """Marks of rounds that are over, sums too few to be shown, and sums of long ago."""
    today = clock.today("UTC")
    over = PulseSums.objects.filter(asked_on__lte=today - LASTS)
    few = [row.pk for row in over if not reading(Round(row.asked_on), row.given).is_enough]
    PulseMark.objects.filter(asked_on__lte=today - LASTS).delete()
    PulseSums.objects.filter(pk__in=few).delete()
    PulseSums.objects.filter(asked_on__lte=today - YEARS).delete()


KEPT = (
    Kept(
        what=_("Who need not be asked again in a team pulse, and sums of fewer than five answers"),
        how_long=_("the night after the round; other sums three years"),
        why=_("a team reads its own last years; nobody has to know longer who was asked"),
        forget=forget_over,
    ),
)
