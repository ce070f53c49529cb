"""What people fill in on the review page itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from postmortems.reviews.models import Incident, Review, Visibility
from postmortems.shared.forms import MomentField, WordsField
from postmortems.shared.merging import MergingForm
from postmortems.wording.forms import GuardedForm, hinted
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


class FactsForm(MergingForm):
    """The title and, where there is one, the incident's facts; times on the review's clock."""

    title = WordsField(label=_("Title"), rows=1, max_length=200, error_messages={"required": _("It needs a title.")})
    severity = forms.TypedChoiceField(
        label=_("Severity"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("not said")), *((n, str(n)) for n in range(1, 6))],
    )
    found_by = forms.ChoiceField(
        label=_("Found by"), required=False, choices=[("", _("not said")), *Incident.FoundBy.choices]
    )
    started_at = MomentField(label=_("Onset"), required=False)
    detected_at = MomentField(label=_("Noticed"), required=False)
    acknowledged_at = MomentField(label=_("Someone on it"), required=False)
    mitigated_at = MomentField(label=_("Eased"), required=False)
    resolved_at = MomentField(label=_("Over"), required=False)

    def __init__(self, *args: Any, review: Review, incident: Incident | None, **kwargs: Any) -> None:
        names = ["severity", "found_by", *Incident.STAMPS] if incident else []
        initial = {"title": review.title} | {name: getattr(incident, name) for name in names}
        super().__init__(*args, **(kwargs | {"initial": initial}))
        self.incident = incident
        self.fields["title"].widget.attrs |= hinted("title")
        for name in list(self.fields):
            if name != "title" and not incident:
                del self.fields[name]
        for name in Incident.STAMPS if incident else ():
            self.fields[name].zone = review.zone  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        onset, over = said.get("started_at"), said.get("resolved_at")
        if onset and over and over < onset:
            self.add_error("resolved_at", _("It cannot be over before it began."))
        return said


class PeopleForm(MergingForm):
    """Who keeps the review, and who may see it."""

    owner = forms.ModelChoiceField(
        label=_("Owner"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )
    facilitator = forms.ModelChoiceField(
        label=_("Facilitator"),
        queryset=User.objects.none(),
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
    visible_people = forms.ModelMultipleChoiceField(
        label=_("Named people"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "scroll"}),
        help_text=_("For “named people only”. Those who take part see it anyway."),
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        names = ("owner", "facilitator", "team")
        initial: dict[str, Any] = {name: getattr(review, f"{name}_id") for name in names}
        initial |= {
            "visibility": review.visibility,
            "visible_teams": list(review.visible_teams.values_list("pk", flat=True)),
            "visible_people": list(review.visible_people.values_list("pk", flat=True)),
        }
        super().__init__(*args, **(kwargs | {"initial": initial}))
        people = User.objects.filter(is_active=True).order_by("display_name")
        for name in ("owner", "facilitator", "visible_people"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        for name in ("team", "visible_teams"):
            self.fields[name].queryset = Team.objects.filter(archived_at=None)  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Where the review goes, and why where that is asked."""

    use_required_attribute = False
    to = forms.CharField(max_length=10, widget=forms.HiddenInput)
    reason = WordsField(label=_("Why?"), required=False, rows=2, max_length=2000)
