"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.outgoing.receivers import forget_old
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("That another program was told something"),
        how_long=_("90 days"),
        why=_("long enough to see why it did not hear of something"),
        forget=forget_old,
    ),
)
