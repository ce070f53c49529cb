"""The form of one change of many action items."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import Team, User
from postmortems.actions.bulk import CLOSE, DATE, OWNER, TEAM
from postmortems.actions.fields import A_DATE, must_see, still_ahead
from postmortems.actions.fields import DATE as DATE_INPUT
from postmortems.actions.models import ActionItem
from postmortems.shared.forms import OnceForm, WordsField

NEEDS = {OWNER: ("owner", _("Whom shall they be offered to?")), TEAM: ("team", _("Which team?"))}
NEEDS |= {DATE: ("due_on", _("Which day is right?")), CLOSE: ("reason", _("One sentence says why."))}


class BulkForm(OnceForm):
    """What to do with all of them. Only the field that belongs to it counts."""

    use_required_attribute = False

    what = forms.ChoiceField(
        label=_("What changes"),
        choices=[
            (OWNER, _("another owner, who is asked")),
            (TEAM, _("another team")),
            (DATE, _("another date")),
            (CLOSE, _("no longer worth it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Which change is it?")},
    )
    owner = PersonField(label=_("Owner"), required=False, empty_label="—")
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label="—")
    due_on = forms.DateField(label=_("Date"), required=False, widget=DATE_INPUT, error_messages=A_DATE)
    reason = WordsField(label=_("In a few words"), rows=1, max_length=2000, required=False)

    def __init__(self, *args: Any, items: Sequence[ActionItem], today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "bulk-%s")
        super().__init__(*args, **kwargs)
        self.items, self.today = items, today
        people: Any = self.fields["owner"]
        people.queryset = User.objects.filter(is_active=True).order_by("display_name", "pk")
        teams: Any = self.fields["team"]
        teams.queryset = Team.objects.filter(archived_at=None)

    def clean_owner(self) -> User | None:
        owner: User | None = self.cleaned_data["owner"]
        for item in self.items if owner else ():
            must_see(owner, item.review)
        return owner

    def clean_due_on(self) -> dt.date | None:
        return still_ahead(self.cleaned_data["due_on"], today=self.today)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        name, problem = NEEDS.get(said.get("what", ""), ("", ""))
        if name and not said.get(name) and name not in self.errors:
            self.add_error(name, problem)
        return said

    def change(self) -> dict[str, Any]:
        said = self.cleaned_data
        key: uuid.UUID = said["form_key"]
        return {"form_key": key} | {name: said[name] for name in ("what", "owner", "team", "due_on", "reason")}
