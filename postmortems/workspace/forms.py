"""What people fill in on the review page itself."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import People, PeopleField, PeopleWidget, PersonField
from accounts.models import Team, User
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.restriction import USUAL, Restriction
from postmortems.shared.forms import WordsField
from postmortems.shared.merging import MergingForm
from postmortems.wording.forms import GuardedForm
from postmortems.workspace.restriction_form import UNTIL, WHY, because_field, day_refused, until_field
from postmortems.workspace.sections import Section


class TextForm(GuardedForm):
    """One long text, over the version it was read in."""

    guarded_field = "body"
    use_required_attribute = False
    body = WordsField(label="", required=False, rows=8)
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        self.hint_slot = section.slot
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.label, field.help_text = section.heading, section.hint


class PeopleForm(MergingForm):
    """Who keeps the review, and who may see it."""

    owner = PersonField(label=_("Owner"), required=False, empty_label=_("nobody yet"))
    facilitator = PersonField(
        label=_("Facilitator"),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Somebody who was not part of it."),
    )
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("no team")
    )
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Visibility.choices)
    visible_teams = forms.ModelMultipleChoiceField(
        label=_("Other teams"),
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "scroll"}),
        help_text=_("For “its teams only”: these see it beside the team above."),
    )
    visible_people = PeopleField(
        label=_("Named people"),
        required=False,
        widget=PeopleWidget(attrs={"class": "scroll"}),
        help_text=_("For “named people only”. Those who take part see it anyway."),
    )

    because = because_field(required=False)
    ends_on = until_field(required=False)

    def __init__(self, *args: Any, review: Review, today: dt.date, **kwargs: Any) -> None:
        standing = Restriction.objects.filter(review=review).first()
        names = ("owner", "facilitator", "team")
        initial: dict[str, Any] = {name: getattr(review, f"{name}_id") for name in names}
        initial |= {
            "visibility": review.visibility,
            "visible_teams": list(review.visible_teams.values_list("pk", flat=True)),
            "visible_people": list(review.visible_people.values_list("pk", flat=True)),
            "because": standing.because if standing else "",
            "ends_on": standing.ends_on if standing else today + USUAL,
        }
        self.today = today
        super().__init__(*args, **(kwargs | {"initial": initial}))
        people = People(User.objects.filter(is_active=True).order_by("display_name"))
        for name in ("owner", "facilitator", "visible_people"):
            self.fields[name].offer(people)  # type: ignore[attr-defined]
        for name in ("team", "visible_teams"):
            self.fields[name].queryset = Team.objects.filter(archived_at=None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who keeps a review to some says why, and until when. A day that stood already may have come meanwhile."""
        said = super().clean() or {}
        if said.get("visibility", Visibility.EVERYONE) == Visibility.EVERYONE:
            return said
        if not said.get("because") and "because" not in self.errors:
            self.add_error("because", WHY)
        day = said.get("ends_on")
        refused = (
            UNTIL if day is None else day_refused(day, today=self.today) if "ends_on" in self.changed_data else None
        )
        if refused and "ends_on" not in self.errors:
            self.add_error("ends_on", refused)
        return said


class MoveForm(forms.Form):
    """Where the review goes, and why where that is asked."""

    use_required_attribute = False
    to = forms.CharField(max_length=10, widget=forms.HiddenInput)
    reason = WordsField(label=_("Why?"), required=False, rows=2, max_length=2000)
