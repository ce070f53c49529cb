"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.meeting.forgetting import forget_old
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Cards, counts and seats of a meeting"),
        how_long=_("90 days; seats a day"),
        why=_("the review stays, what was scribbled on the way does not"),
        forget=forget_old,
    ),
)
