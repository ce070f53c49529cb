"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.live.forgetting import forget_old_changes
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Notes for open pages that something changed"),
        how_long=_("an hour"),
        why=_("a page that was away for longer loads itself again"),
        forget=forget_old_changes,
        hourly=True,
    ),
)
