"""Who the guest is, and until when they may read it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import OnceForm, WordsField
from postmortems.workspace.guest_link import LONGEST, USUAL
from postmortems.workspace.restriction_form import DayField


class GuestLinkForm(OnceForm):
    use_required_attribute = False
    name = WordsField(
        label=_("Who reads it"),
        rows=1,
        max_length=80,
        help_text=_("So that everybody who keeps this review knows whose link it is."),
        error_messages={"required": _("The guest’s name, so that their link can be ended.")},
    )
    ends_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"initial": {"ends_on": today + USUAL}}))
        self.today = today

    def clean_ends_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError(_("A day that is still to come."))
        if day - self.today > LONGEST:
            raise forms.ValidationError(_("Ninety days at most; then make a new one."))
        return day
