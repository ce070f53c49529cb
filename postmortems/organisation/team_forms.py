"""What an administrator says about teams and services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import Membership, Team, User
from postmortems.organisation.forms import Line, Plain
from postmortems.organisation.queries import open_teams
from postmortems.organisation.teams import ServiceWish
from postmortems.reviews.models import Service


class TeamForm(Plain):
    name = Line(label=_("Name"), max_length=80, error_messages={"required": _("How is the team called?")})


class MembersForm(Plain):
    """One field a member, and one for who comes in. Fields are named by the person's key."""

    newcomer = PersonField(label=_("Who comes in?"), required=False, empty_label=_("nobody new"))

    def __init__(self, *args: Any, team: Team, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*Membership.Role.choices, ("", _("take out"))]
        for member in members:
            self.fields[str(member.user_id)] = forms.ChoiceField(
                label=member.user.display_name, choices=choices, initial=member.role, required=False
            )
        others = User.objects.filter(is_active=True).exclude(memberships__team=team)
        self.fields["newcomer"].queryset = others.order_by("display_name")  # type: ignore[attr-defined]

    @property
    def members(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.isdecimal()]

    def roles(self) -> dict[int, str]:
        """What was said of each member; somebody who came in meanwhile stays as they are."""
        said = {name: value for name, value in self.cleaned_data.items() if name.isdecimal() and name in self.data}
        return {int(name): str(value) for name, value in said.items()}

    def newcomers(self) -> dict[int, str]:
        """Who comes in, as a member."""
        person = self.cleaned_data["newcomer"]
        return {person.pk: Membership.Role.MEMBER} if person else {}


class ServiceForm(Plain):
    name = Line(label=_("Name"), max_length=80, error_messages={"required": _("How is the service called?")})
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("nobody's yet")
    )
    runbook_url = forms.URLField(
        label=_("Runbook"),
        help_text=_("An address. Whoever restores it at night looks here."),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("A web address, as in https://example.org/runbook.")},
    )

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        if service:
            kwargs["initial"] = {"name": service.name, "team": service.team_id, "runbook_url": service.runbook_url}
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = open_teams()  # type: ignore[attr-defined]

    def wish(self) -> ServiceWish:
        return ServiceWish(**self.cleaned_data)
