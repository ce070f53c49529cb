"""The form that keeps a view of the board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.forms import OnceForm, WordsField


class SavedViewForm(OnceForm):
    use_required_attribute = False

    query = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)
    name = WordsField(
        label=_("Its name"),
        help_text=_("“Monday”, “Payments, stuck”. A name that you have already gets this view."),
        rows=1,
        max_length=60,
        error_messages={"required": _("A name, so that it can be found again.")},
    )
    is_shared = forms.BooleanField(label=_("Offer it to everybody; each sees what they may see"), required=False)
