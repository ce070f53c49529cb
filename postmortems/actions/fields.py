"""What the forms of this slice ask of a date and of an owner."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.reviews.access import VIEW, may
from postmortems.reviews.models import Review

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
A_DATE = {"invalid": _("A day, as in 2026-11-26.")}


def must_see(owner: User | None, review: Review) -> User | None:
    """The person, if they may see the review that the item belongs to."""
    if owner and not may(owner, review, VIEW):
        raise forms.ValidationError(
            _("%(name)s cannot see this review yet. Add them to it first."), params={"name": owner.display_name}
        )
    return owner


def still_ahead(day: dt.date | None, *, today: dt.date) -> dt.date | None:
    """The day, if it is still ahead."""
    if day and day < today:
        raise forms.ValidationError(_("That day is over. Which one is next?"))
    return day
