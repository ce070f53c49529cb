"""A word for the organisation's list, and sentences to try it on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import WordsField
from postmortems.wording.listed import ListedWord

LONGEST = 20_000  # letters of sentences that are tried out at once


class WordForm(forms.Form):
    use_required_attribute = False

    words = WordsField(
        rows=1,
        max_length=120,
        label=_("Word or phrase"),
        required=False,
        help_text=_("As people write it here. Capital letters make no difference."),
    )
    means = forms.ChoiceField(
        label=_("It means"), choices=ListedWord.Means.choices, initial=ListedWord.Means.PERSON, widget=forms.RadioSelect
    )
    sentences = WordsField(
        rows=4,
        max_length=LONGEST,
        label=_("Sentences to try"),
        required=False,
        help_text=_("One a line. They are read and forgotten."),
    )

    def clean_words(self) -> str:
        return " ".join(str(self.cleaned_data["words"]).split())

    def clean(self) -> dict[str, str]:
        data: dict[str, str] = super().clean() or self.cleaned_data
        if "add" in self.data and not data.get("words"):
            self.add_error("words", _("Which word goes into the list?"))
        return data
