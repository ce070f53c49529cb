"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.library.known_words import forget
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Words for searching that stand in no text any more"),
        how_long=_("the next night"),
        why=_("what was deleted leaves no word behind"),
        forget=forget,
    ),
)
