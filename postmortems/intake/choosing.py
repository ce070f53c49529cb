"""The form by which a part of a large export is chosen."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from postmortems.intake.uploading import Chosen
from postmortems.timeline.forms import DayField


class ChoiceForm(forms.Form):
    """Channels, each with its size, and days."""

    use_required_attribute = False

    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("One channel at least.")},
    )
    first = DayField(label=_("From"), error_messages={"required": _("From which day?")})
    last = DayField(label=_("To, with that day"), error_messages={"required": _("To which day?")})

    def __init__(self, data: Any = None, *, channels: dict[str, int], chosen: Chosen) -> None:
        initial = {"channels": chosen.channels, "first": chosen.first, "last": chosen.last}
        super().__init__(data, initial=initial)
        listed: Any = self.fields["channels"]
        listed.choices = [(name, f"#{name} · {filesizeformat(size)}") for name, size in sorted(channels.items())]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("It cannot end before it begins."))
        return said
