"""The form of being away."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import User
from postmortems.organisation.time_off import away_until
from postmortems.shared.forms import OnceForm, WordsField


class AwayForm(OnceForm):
    use_required_attribute = False

    until = forms.DateField(
        label=_("The day you are back"),
        help_text=_("Nothing is asked of you before. Empty: you are here."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("A day, as in 2026-11-26.")},
    )
    to = PersonField(
        label=_("Offer everything open of mine to"),
        help_text=_("They are asked about each; until they answer it is only offered."),
        required=False,
        empty_label=_("nobody: it stays with me"),
    )
    note = WordsField(label=_("What should they know?"), rows=2, max_length=2000, required=False)

    def __init__(self, *args: Any, person: User, today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": away_until(person)})
        super().__init__(*args, **kwargs)
        self.today = today
        to: Any = self.fields["to"]
        to.queryset = User.objects.filter(is_active=True).exclude(pk=person.pk).order_by("display_name", "pk")

    def clean_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["until"]
        if day and day <= self.today:
            raise forms.ValidationError(_("A day that is still ahead, or none."))
        return day
