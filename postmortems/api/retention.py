"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from postmortems.api.once import forget_what_was_said
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Keys under which programs repeat a request"),
        how_long=_("two days"),
        why=_("a program that tries again does so within minutes"),
        forget=forget_what_was_said,
    ),
)
