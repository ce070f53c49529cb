"""The form for one line of "Whom you can turn to"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.reflections.contact import Contact
from postmortems.shared.forms import OnceForm, WordsField


class ContactForm(OnceForm):
    """For what, who, and how to reach them."""

    use_required_attribute = False
    purpose = forms.ChoiceField(
        label=_("For"), choices=Contact.Purpose.choices, error_messages={"required": _("What it is for.")}
    )
    who = WordsField(
        label=_("Who"),
        rows=1,
        max_length=120,
        help_text=_("A person, a team, a service: as people call it."),
        error_messages={"required": _("Somebody to turn to.")},
    )
    how = WordsField(
        label=_("How to reach them"),
        rows=1,
        max_length=300,
        required=False,
        help_text=_("A number, an hour, what to say. Or what everybody may take without asking."),
    )
