"""Whether teams are asked twice a year how it is to speak up in them."""

from django import forms
from django.utils.translation import gettext_lazy as _

ON, OFF = "on", "off"
ONE = _("One of the two.")


class PulseSwitchForm(forms.Form):
    use_required_attribute = False

    pulse = forms.ChoiceField(
        label=_("Team pulse"),
        widget=forms.RadioSelect,
        choices=[(OFF, _("Off. Nobody is asked.")), (ON, _("On. Teams of five and more are asked, twice a year."))],
        error_messages={"required": ONE, "invalid_choice": ONE},
    )

    @property
    def is_on(self) -> bool:
        return bool(self.cleaned_data["pulse"] == ON)
