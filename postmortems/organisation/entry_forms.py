"""What is filled in about who comes in."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.groups import GroupRule
from accounts.models import Organisation, Team
from postmortems.organisation.forms import YOUR_NAME, Line, Plain, address
from postmortems.organisation.queries import open_teams

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class PolicyForm(Plain):
    """Who may come in."""

    sign_up = forms.ChoiceField(
        label=_("Who may come in"), choices=Organisation.SignUp.choices, widget=forms.RadioSelect
    )
    domains = Line(
        label=_("Our mail domains"),
        help_text=_("As in example.org, several with spaces. Who reads mail there may come in alone."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kept = {"sign_up": organisation.sign_up, "domains": " ".join(organisation.sign_up_domains)}
        super().__init__(*args, **(kwargs | {"initial": kept}))

    def clean_domains(self) -> list[str]:
        found = self.cleaned_data["domains"].lower().replace(",", " ").replace("@", " ").split()
        if odd := [one for one in found if not DOMAIN.fullmatch(one)]:
            raise ValidationError(_("%(odd)s is no domain, as example.org is."), params={"odd": odd[0]})
        return sorted(set(found))

    def clean(self) -> None:
        wants_domain = self.cleaned_data.get("sign_up") == Organisation.SignUp.DOMAIN
        if wants_domain and not self.cleaned_data.get("domains", ["?"]):
            self.add_error("domains", _("Which domain? Without one nobody could come in alone."))


class RuleForm(Plain):
    """What a group at the provider gives."""

    group = Line(
        label=_("Id of the group"),
        max_length=200,
        help_text=_("The one that stays when the group is renamed, as the provider puts it into its answer."),
        error_messages={"required": _("Which group?")},
    )
    gives = forms.ChoiceField(label=_("Gives"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {f"team-{team.pk}": team for team in open_teams()}
        teams = [(key, _("Team: %(name)s") % {"name": team.name}) for key, team in self.teams.items()]
        self.fields["gives"].choices = [*GroupRule.Role.choices, *teams]  # type: ignore[attr-defined]

    def gift(self) -> tuple[Team | None, str]:
        """A team or a role."""
        gives = self.cleaned_data["gives"]
        return (self.teams[gives], "") if gives in self.teams else (None, gives)


class AskInForm(Plain):
    """Somebody at one of the domains asks for a link."""

    name = Line(
        label=_("Your name"),
        max_length=120,
        error_messages=YOUR_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = address(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
