"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.mail.services import forget_old
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Messages that were sent, or were a notice only"),
        how_long=_("90 days"),
        why=_("long enough to see why somebody did not hear of something"),
        forget=forget_old,
    ),
)
