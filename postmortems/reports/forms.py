"""Three fields, whichever way; none of them refuses what it gets, but for a truly empty first one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.reports.code import read_code
from postmortems.reports.telling import Told
from postmortems.reports.ways import ASKS, Matter
from postmortems.reviews.models import Kind
from postmortems.shared.forms import OnceForm, WordsField


class WordsForm(forms.Form):
    """What was told, in three fields."""

    use_required_attribute = False

    happened = WordsField(rows=4, error_messages={"required": _("A few words are enough: what was it?")})
    place = WordsField(
        label=_("Where?"),
        help_text=_("A service, a room, a step of the work. Empty is fine."),
        required=False,
        rows=1,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helps = WordsField(rows=3, required=False, help_text=_("Empty is fine."))
    matter = forms.ChoiceField(widget=forms.HiddenInput, choices=Matter)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = ASKS[matter]
        self.fields["matter"].initial = matter
        for name, words in (("happened", asks.what), ("place", asks.where), ("helps", asks.helps)):
            self.fields[name].label = str(words)

    @property
    def told(self) -> Told:
        """What this valid form says."""
        return Told(**{name: self.cleaned_data[name] for name in ("matter", "happened", "place", "helps")})


class TellForm(WordsForm, OnceForm):
    """By name or confidentially."""


class CodeForm(forms.Form):
    """The code of a receipt, as it was written down."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Sixteen signs; lines between them and small letters are fine."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code that you were shown.")},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has sixteen signs, as in K7QM-2V9D-XH4T-8RCE."))
        return code


class SayForm(OnceForm):
    """One word more, from either side."""

    use_required_attribute = False

    body = WordsField(label=_("A word more"), rows=3, error_messages={"required": _("Nothing is written here yet.")})


class BecomeForm(forms.Form):
    """What it becomes."""

    kind = forms.ChoiceField(
        label=_("Put it on record as"), choices=[(kind, kind.label) for kind in (Kind.NEAR_MISS, Kind.INCIDENT)]
    )


class ThemeForm(forms.Form):
    """What several reports have in common."""

    use_required_attribute = False

    title = WordsField(
        label=_("What do they have in common?"),
        rows=1,
        max_length=120,
        error_messages={"required": _("A few words: what do they have in common?")},
    )
