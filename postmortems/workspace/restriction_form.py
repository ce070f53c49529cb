"""Keeping a review to some for longer: why, and until when it is asked again."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.restriction import LONGEST
from postmortems.shared.forms import WordsField

WHY = _("One sentence says why, for those who see it.")
UNTIL = _("A day on which somebody is asked whether it may be opened.")


class DayField(forms.DateField):
    """A day of the calendar."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"required": UNTIL, "invalid": _("A day, as in 2026-12-24.")}
        shown = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=shown, error_messages=said, **kwargs)


def because_field(**kwargs: Any) -> WordsField:
    return WordsField(
        label=_("Why it is kept to some"), rows=1, max_length=300, error_messages={"required": WHY}, **kwargs
    )


def until_field(**kwargs: Any) -> DayField:
    return DayField(
        label=_("Until"),
        **kwargs,
    )


def day_refused(day: dt.date, *, today: dt.date) -> Any:
    """What is said of a day that cannot be the end; None where it can."""
    if day <= today:
        return _("A day that is still to come.")
    return _("A year at most; then it is asked again.") if day - today > LONGEST else None


class KeepForm(forms.Form):
    """Keep it so for longer."""

    use_required_attribute = False
    because = because_field()
    ends_on = until_field()

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["ends_on"]
        if said := day_refused(day, today=self.today):
            raise forms.ValidationError(said)
        return day
