"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.shared.retention import Kept
from postmortems.workspace.emptying import empty_whole_trash
from postmortems.workspace.guests import forget_ended_links

KEPT = (
    Kept(
        what=_("What was thrown away, with its versions and drafts"),
        how_long=_("30 days"),
        why=_("what was thrown away by mistake comes back with one press"),
        forget=empty_whole_trash,
    ),
    Kept(
        what=_("A guest's link and name"),
        how_long=_("1 day after the link ended"),
        why=_("the name is there so that the link can be ended"),
        forget=forget_ended_links,
    ),
)
