"""Making a token."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.token_model import Scope
from postmortems.shared.forms import OnceForm

LIVES = {"30": _("a month"), "90": _("three months"), "365": _("a year")}


class TokenForm(OnceForm):
    use_required_attribute = False
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("As in “status page”, so that you know which one to end."),
        error_messages={"required": _("A word or two, so that you know it again.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("One thing at least; the smallest will often do.")},
    )
    lives = forms.ChoiceField(label=_("It ends after"), choices=list(LIVES.items()), initial="90")

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not owner.is_administrator:
            mine = [choice for choice in Scope.choices if choice[0] != Scope.SCIM]
            self.fields["scopes"].choices = mine  # type: ignore[attr-defined]

    def clean_scopes(self) -> list[str]:
        scopes: list[str] = self.cleaned_data["scopes"]
        if Scope.SCIM in scopes and len(scopes) > 1:
            raise forms.ValidationError(_("A directory's token does nothing else: make another one for the rest."))
        return scopes

    def wish(self, today: dt.date) -> dict[str, Any]:
        data = self.cleaned_data
        ends = today + dt.timedelta(days=int(data["lives"]))
        return {"name": data["name"], "scopes": data["scopes"], "expires_on": ends, "form_key": data["form_key"]}
