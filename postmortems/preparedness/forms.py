"""The five questions as a form; two people in two of them never meet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.preparedness.asked import QUESTIONS, Answer
from postmortems.preparedness.models import Preparedness
from postmortems.shared.merging import MergingForm

CHOICES = [("", _("not said")), *Answer.choices]


class PreparedForm(MergingForm):
    def __init__(self, *args: Any, standing: Preparedness | None, **kwargs: Any) -> None:
        said = {name: getattr(standing, name) if standing else "" for name in QUESTIONS}
        super().__init__(*args, **(kwargs | {"initial": said}))
        for name, label in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=CHOICES,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("One of the four.")},
            )
