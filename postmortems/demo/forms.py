"""The one thing that can be chosen in a demonstration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.demo.jumping import Step


class JumpForm(forms.Form):
    step = forms.ChoiceField(
        choices=Step.choices,
        error_messages={
            "required": _("Choose how far to jump."),
            "invalid_choice": _("Choose one of the three steps."),
        },
    )
