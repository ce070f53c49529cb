"""What goes by itself here."""

from django.utils.translation import gettext_lazy as _

from accounts.ended import forget_what_ended
from postmortems.shared.retention import Kept

KEPT = (
    Kept(
        what=_("Sign-ins whose time is over, and counts of tries to sign in"),
        how_long=_("14 days at most; the counts minutes"),
        why=_("nobody is signed in by them any more"),
        forget=forget_what_ended,
        hourly=True,
    ),
)
