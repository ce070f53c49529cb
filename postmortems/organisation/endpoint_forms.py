"""Making an endpoint, and setting the secret of one whose sender makes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import User
from postmortems.incoming.kinds import Kind
from postmortems.incoming.mapping import PLACES
from postmortems.organisation.tracker_forms import SecretForm
from postmortems.reviews.models import Service
from postmortems.shared.forms import OnceForm

EXAMPLES = {"text": "event.title", "at": "event.created_at", "id": "event.id", "group": "incident.id"}


class RenewForm(SecretForm):
    """PagerDuty, Slack and Mattermost show a secret of their own. Left empty, one is made here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secret"].label = _("The secret that the sender shows")


class EndpointForm(OnceForm):
    """Who sends, who answers for what it puts on record, which service it is about."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Who sends"), choices=Kind)
    name = forms.CharField(
        label=_("Name"), max_length=80, error_messages={"required": _("A name, so that it is known again.")}
    )
    owner = PersonField(
        label=_("Who answers for what it puts on record"),
        empty_label=None,
        error_messages={"required": _("Somebody has to answer for it.")},
    )
    service = forms.ModelChoiceField(
        label=_("About which service"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("none in particular"),
        help_text=_("What names no matter of its own, such as a deployment, is told where this service is in trouble."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields
        choices["owner"].queryset = User.objects.filter(is_active=True).order_by("display_name")
        choices["service"].queryset = Service.objects.filter(archived_at=None)
        for place, words in PLACES.items():
            example = EXAMPLES.get(place, "")
            choices[f"path_{place}"] = forms.CharField(
                label=words, max_length=120, required=False, widget=forms.TextInput(attrs={"placeholder": example})
            )

    @property
    def paths(self) -> list[Any]:
        """The fields that only JSON of any shape needs."""
        return [self[f"path_{place}"] for place in PLACES]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == Kind.JSON and not said.get("path_text"):
            self.add_error("path_text", _("Where do its words stand? As in event.title."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What `make` takes, of this valid form."""
        kept = {place: path for place in PLACES if (path := self.cleaned_data[f"path_{place}"].strip())}
        is_json = self.cleaned_data["kind"] == Kind.JSON
        names = ("kind", "name", "owner", "service", "form_key")
        return {name: self.cleaned_data[name] for name in names} | {"paths": kept if is_json else {}}
