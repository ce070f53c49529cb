"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.attachments.services import forget_all
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Pictures and files that were removed, and bytes without a row"),
        how_long=_("30 days; a day"),
        why=_("what was removed by mistake comes back with one press"),
        forget=forget_all,
    ),
)
