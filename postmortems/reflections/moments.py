"""When a card asks how somebody is: once it was shared, two weeks after it was over, and six weeks after. Pure."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Moment(models.TextChoices):
    SHARED = "shared", _("It is shared. What do you make of it now?")
    TWO_WEEKS = "two_weeks", _("Two weeks since then. How is it with you?")
    SIX_WEEKS = "six_weeks", _("Six weeks since then. Is anything of it still with you?")


# First and last day on which a card stands on Home (PRACTICE.md section 0: at two and six weeks). It goes by itself:
# who does not answer is not asked again.
AFTER_IT_WAS_OVER = {Moment.TWO_WEEKS: (14, 20), Moment.SIX_WEEKS: (42, 55)}
AFTER_IT_WAS_SHARED = (0, 13)
LONGEST = dt.timedelta(days=56)


def due(*, over_on: dt.date, shared_on: dt.date | None, today: dt.date, checks_in: bool) -> Moment | None:
    """The card of today, one at most; `checks_in` says whether this organisation asks after two and six weeks."""
    days = (today - over_on).days
    if checks_in:
        for moment, (first, last) in AFTER_IT_WAS_OVER.items():
            if first <= days <= last:
                return moment
    since = (today - shared_on).days if shared_on else -1
    return Moment.SHARED if AFTER_IT_WAS_SHARED[0] <= since <= AFTER_IT_WAS_SHARED[1] else None
