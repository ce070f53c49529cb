"""The seven sentences as a form. Each may be left out; one answer at least."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.pulse.questions import ANSWERS, QUESTIONS

CHOICES = list(ANSWERS.items())


class PulseForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.slug] = forms.TypedChoiceField(
                label=question.words,
                choices=CHOICES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "across"}),
                error_messages={"invalid_choice": _("One of the five, or none.")},
            )

    def clean(self) -> None:
        if not self.errors and not self.answers:
            self.add_error(None, _("One answer at least. To give none, put it away: that looks the same to all."))

    @property
    def answers(self) -> dict[str, int]:
        return {slug: value for slug, value in self.cleaned_data.items() if value is not None}
