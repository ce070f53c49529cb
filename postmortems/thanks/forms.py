"""What somebody fills in to say thanks."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.thanks.models import Kind


class ThanksForm(OnceForm):
    """`people` are those who may be thanked."""

    use_required_attribute = False
    words = WordsField(
        label=_("For which deed?"),
        rows=2,
        max_length=500,
        error_messages={"required": _("A few words are enough.")},
    )
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("To whom"),
        required=False,
        empty_label=_("Everybody who was there"),
        error_messages={"invalid_choice": _("Somebody of this review.")},
    )
    kind = forms.ChoiceField(
        label=_("Thanks"), choices=Kind.choices, error_messages={"required": _("Which is nearest?")}
    )
    is_private = forms.BooleanField(label=_("Between the two of us"), required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": "thanks-%s"}))
        to: Any = self.fields["to"]
        to.queryset = people
        self.fields["words"].widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_private") and not said.get("to") and "to" not in self.errors:
            self.add_error("to", _("Between you and whom?"))
        return said
