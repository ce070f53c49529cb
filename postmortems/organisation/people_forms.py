"""What an administrator says about people: one of them, or many pasted at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from postmortems.organisation.forms import Line, Plain, address
from postmortems.organisation.people import Wish
from postmortems.organisation.queries import open_teams
from postmortems.shared.forms import WordsField

NO_NAME = {"required": _("How are they called?")}


class Roles(Plain):
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "across"}),
    )
    is_facilitator = forms.BooleanField(
        label=_("Facilitates reviews"),
        help_text=_("Hosts meetings, and decides about sentences that wait."),
        required=False,
    )
    is_administrator = forms.BooleanField(
        label=_("Administers"),
        help_text=_("These settings and the people. It opens no review that is not shared with them."),
        required=False,
    )
    is_auditor = forms.BooleanField(
        label=_("Reads the record"),
        help_text=_("Who did what, everywhere, without anybody's words. It opens no review."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = open_teams()  # type: ignore[attr-defined]
        if not open_teams().exists():
            del self.fields["teams"]


class PersonForm(Roles):
    """Inviting somebody, or changing what is known of them. The address is fixed once they joined."""

    name = Line(label=_("Name"), max_length=120, error_messages=NO_NAME)
    email = address()
    field_order = ("name", "email", "teams", "is_facilitator", "is_administrator", "is_auditor")

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        if person:
            kwargs["initial"] = {
                "name": person.display_name,
                "email": person.email,
                "teams": [membership.team_id for membership in person.memberships.all()],
                "is_facilitator": person.is_facilitator,
                "is_administrator": person.is_administrator,
                "is_auditor": person.is_auditor,
            }
        super().__init__(*args, **kwargs)
        if person and person.has_joined:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Fixed since they joined: whoever reads its mail can sign in as them.")

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(
            name=data["name"],
            email=data["email"],
            teams=list(data.get("teams", [])),
            is_facilitator=data["is_facilitator"],
            is_administrator=data["is_administrator"],
            is_auditor=data["is_auditor"],
        )


class EraseForm(Plain):
    """The name once more: it is the right person, and no slip of the hand."""

    name = Line(
        label=_("Their name, as it stands above"), max_length=120, error_messages={"required": _("Type it once more.")}
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.casefold() != self.person.display_name.casefold():
            raise forms.ValidationError(_("That is not the name above."))
        return name


class ManyForm(Plain):
    """Many people at once, one a line."""

    lines = WordsField(
        label=_("One person a line"),
        help_text=_(
            "As mail programs write them: Lea Brandt &lt;lea@example.org&gt;. An address alone will do. Or a"
            " table (CSV) whose first line names its columns: name, email, teams, roles; several parted by |."
        ),
        rows=10,
        max_length=40_000,
        error_messages={"required": _("There is no line yet.")},
    )
    team = forms.ModelChoiceField(
        label=_("Into which team?"), queryset=Team.objects.none(), required=False, empty_label=_("none yet")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = open_teams()  # type: ignore[attr-defined]
