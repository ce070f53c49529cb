"""Which days the register is of."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

A_DAY = forms.DateInput(attrs={"type": "date"})


class RangeForm(forms.Form):
    """Two days, both of them in it."""

    use_required_attribute = False

    first = forms.DateField(label=_("From"), widget=A_DAY, error_messages={"required": _("The first day is needed.")})
    last = forms.DateField(label=_("To"), widget=A_DAY, error_messages={"required": _("The last day is needed.")})

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            self.add_error("last", _("The last day comes after the first, or is the same."))
        return found
