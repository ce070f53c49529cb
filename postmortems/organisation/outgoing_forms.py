"""Making a receiver of news."""

import ipaddress
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from postmortems.outgoing.kinds import CHOSEN, Form, News
from postmortems.shared.forms import OnceForm
from postmortems.shared.outward import NoAnswer, NotThere, door_to

REASONS = {
    "no web address": _("An address as the other program shows it, as in https://hooks.example.org/T0/B0."),
    "a private address": _(
        "It leads into a private network. OUTGOING_NETWORKS names those that may be told (docs/operations.md)."
    ),
    "not encrypted": _("It begins with http. Outside of our own network only https is used."),
}


class ReceiverForm(OnceForm):
    """Where news go, in which form, and which."""

    use_required_attribute = False

    form = forms.ChoiceField(label=_("Who hears it"), choices=Form)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("As in: #payments."),
        error_messages={"required": _("A name, so that it is known again.")},
    )
    url = forms.CharField(
        label=_("Its address"),
        max_length=1000,
        help_text=_(
            "As the other program shows it. It is kept so that only this installation reads it, and shown no more."
        ),
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Where shall it go?")},
    )
    team = forms.ModelChoiceField(
        label=_("Of which team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("all teams, what everybody here may see"),
        help_text=_("Of a team: its own, also what only the team may see."),
    )
    news = forms.MultipleChoiceField(
        label=_("What"),
        choices=[(one.value, one.label) for one in CHOSEN],
        required=False,
        initial=[News.FILED, News.OVER, News.SHARED],
        widget=forms.CheckboxSelectMultiple,
    )
    sends_list = forms.BooleanField(
        label=_("On Monday morning the list of the week of its team: what needs a decision, what is due"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team: Any = self.fields["team"]
        team.queryset = Team.objects.filter(archived_at=None)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            door_to(url, near=[ipaddress.ip_network(one) for one in settings.OUTGOING_NETWORKS])
        except NotThere as error:
            raise forms.ValidationError(REASONS[str(error)]) from None
        except NoAnswer:
            raise forms.ValidationError(_("No machine is known under that name.")) from None
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("sends_list") and not said.get("team") and "team" not in self.errors:
            self.add_error("team", _("The list is a team’s: which one?"))
        if not said.get("sends_list") and not said.get("news") and "news" not in self.errors:
            self.add_error("news", _("One thing at least."))
        return said
