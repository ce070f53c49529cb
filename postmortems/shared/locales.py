"""How people in some places write days, hours and numbers, in English words. Pure.

Every date on pages and in mails is asked for in the house's own form ("j M Y, H:i"); here it becomes the reader's.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Locale(TextChoices):
    """Named as BCP 47 does: English words, and the region whose forms they stand in. The first is the house's own."""

    GB = "en-GB", _("26 Nov 2026 · 14:30 · 3,100")
    US = "en-US", _("Nov 26, 2026 · 2:30 PM · 3,100")
    AU = "en-AU", _("26 Nov 2026 · 2:30 PM · 3,100")
    DE = "en-DE", _("26 Nov 2026 · 14:30 · 3.100")
    SE = "en-SE", _("2026-11-26 · 14:30 · 3 100")


SPACE = "\N{NO-BREAK SPACE}"
TWELVE_HOURS = (("H:i:s", f"g:i:s{SPACE}A"), ("H:i", f"g:i{SPACE}A"))
MONTH_FIRST = (("j M Y", "M j, Y"), ("j F Y", "F j, Y"), ("j M", "M j"), ("j F", "F j"))
YEAR_FIRST = (("j M Y", "Y-m-d"), ("j F Y", "Y-m-d"))
FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    Locale.US: MONTH_FIRST + TWELVE_HOURS,
    Locale.AU: TWELVE_HOURS,
    Locale.SE: YEAR_FIRST,
}
THOUSANDS: dict[str, str] = {Locale.DE: ".", Locale.SE: SPACE}


def date_form(form: str, locale: str) -> str:
    """Django's letters for a date, moved to where this place puts them. What machines read ("c", "U") stays."""
    for ours, theirs in FORMS.get(locale, ()):
        form = form.replace(ours, theirs)
    return form


def thousands(number: int, locale: str) -> str:
    """A large number that can be read at a glance: 3,100."""
    return f"{number:,}".replace(",", THOUSANDS.get(locale, ","))
