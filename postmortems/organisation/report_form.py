"""Whether reports without a name are taken here: by size, or as an administrator decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.reports.switch import chosen

BY_SIZE, YES, NO = "", "yes", "no"
MEANS = {BY_SIZE: None, YES: True, NO: False}


class ReportForm(forms.Form):
    anonymous = forms.ChoiceField(
        label=_("Reports without a name"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (BY_SIZE, _("As our size says: from more than fifteen people on.")),
            (YES, _("They are taken here.")),
            (NO, _("They are not taken. Old codes still open their answer.")),
        ],
    )

    def __init__(self, data: object = None) -> None:
        now = next(name for name, means in MEANS.items() if means is chosen())
        super().__init__(data, initial={"anonymous": now})  # type: ignore[arg-type]

    @property
    def said(self) -> bool | None:
        return MEANS[self.cleaned_data["anonymous"]]
