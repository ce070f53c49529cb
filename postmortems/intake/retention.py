"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.intake.keeping import forget_old
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("What somebody brought for a story, line by line"),
        how_long=_("30 days untaken, 90 days after it was taken in"),
        why=_("the story stays; until then a line can still be looked up"),
        forget=forget_old,
    ),
)
