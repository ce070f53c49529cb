"""Stretches of time as people say them. Pure."""

from django.utils.translation import gettext as _

# Up to here minutes are easier to compare than hours and minutes.
COUNTED_IN_MINUTES = 120


def in_words(minutes: int, *, unit: bool = True) -> str:
    """47 -> "47 min", 1113 -> "18 h 33 min". Without `unit` a short one is the bare number, for a scale that names it
    once.
    """
    if minutes < COUNTED_IN_MINUTES:
        return _("%(minutes)s min") % {"minutes": minutes} if unit else str(minutes)
    hours, rest = divmod(minutes, 60)
    return (
        _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
        if rest
        else _("%(hours)s h") % {"hours": hours}
    )
