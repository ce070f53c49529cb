"""The short facts of a review and of one of its incidents; two people in two of them never meet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.impact import Basis
from postmortems.reviews.models import Incident, Kind, Review
from postmortems.reviews.severity_levels import choices
from postmortems.shared.forms import MomentField, WordsField
from postmortems.shared.merging import MergingForm
from postmortems.wording.forms import hinted
from postmortems.workspace.facts import ABOUT, EXACT, OF_THE_REVIEW, UNKNOWN

PRECISION = [(EXACT, _("to the minute")), (ABOUT, _("roughly")), (UNKNOWN, _("nobody can know"))]
IMPACT = ("impact_who", "impact_count", "impact_unit", "impact_basis", "impact_felt", "impact_displaced")


class NumberField(forms.IntegerField):
    """A whole number as people type it: 3,100 and 3 100 are one number."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        typed = str(value or "").replace(",", "").replace(" ", "").replace("\u202f", "").replace("\u00a0", "")
        return super().to_python(typed)


def line(label: Any, **kwargs: Any) -> WordsField:
    return WordsField(label=label, rows=1, required=False, max_length=kwargs.pop("max_length", 500), **kwargs)


class FactsForm(MergingForm):
    """Title and kind, and where there is one, the incident's facts; times on the review's clock."""

    title = WordsField(label=_("Title"), rows=1, max_length=200, error_messages={"required": _("It needs a title.")})
    kind = forms.ChoiceField(label=_("What kind of review"), choices=Kind.choices)
    severity = forms.TypedChoiceField(label=_("Severity"), coerce=int, empty_value=None, required=False)
    found_by = forms.ChoiceField(
        label=_("Found by"), required=False, choices=[("", _("not said")), *Incident.FoundBy.choices]
    )
    services = line(_("Services"), help_text=_("Parted by commas. A new name becomes a new service."))
    started_at = MomentField(label=_("Onset"), required=False)
    detected_at = MomentField(label=_("Noticed"), required=False)
    acknowledged_at = MomentField(label=_("Someone on it"), required=False)
    mitigated_at = MomentField(label=_("Eased"), required=False)
    resolved_at = MomentField(label=_("Over"), required=False)
    declared_at = MomentField(label=_("Declared"), required=False, help_text=_("When somebody called it an incident."))
    cancelled_at = MomentField(label=_("Called off"), required=False, help_text=_("When it turned out to be none."))
    impact_who = line(_("Who felt it?"), max_length=200)
    impact_count = NumberField(
        label=_("How many?"),
        required=False,
        min_value=0,
        max_value=10**15,
        error_messages={"invalid": _("A whole number, as in 3,100.")},
    )
    impact_unit = line(_("Of what?"), max_length=60, help_text=_("As in: failed checkouts."))
    impact_basis = forms.ChoiceField(
        label=_("How do we know?"), required=False, choices=[("", _("not said")), *Basis.choices]
    )
    impact_felt = line(_("What did they feel?"))
    impact_displaced = line(_("What work had to wait for it?"), help_text=_("Ours and other teams’."))
    impact_unknown = line(_("What is still unknown?"))

    def __init__(
        self, *args: Any, review: Review, incident: Incident | None, whole: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **(kwargs | {"initial": _standing(review, incident)}))
        self.incident = incident
        for name in OF_THE_REVIEW if not whole else ():
            del self.fields[name]
        if whole:
            self.fields["title"].widget.attrs |= hinted("title")
        if incident is None:
            self._leave_out_the_incident()
            return
        severity: Any = self.fields["severity"]
        severity.choices = [("", _("not said")), *choices(standing=incident.severity)]
        self.fields["services"].widget.attrs |= {"list": "services", "autocomplete": "off"}
        for name in Incident.CLOCK:
            self.fields[name].zone = review.zone  # type: ignore[attr-defined]
            label = _("%(stamp)s: how sure?") % {"stamp": self.fields[name].label}
            self.fields[f"{name}_is"] = forms.ChoiceField(label=label, choices=PRECISION, required=False)

    def _leave_out_the_incident(self) -> None:
        for name in [name for name in self.fields if name not in OF_THE_REVIEW]:
            del self.fields[name]

    @property
    def stamps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each moment with how sure it is."""
        return [(self[name], self[f"{name}_is"]) for name in Incident.CLOCK]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        onset, over = said.get("started_at"), said.get("resolved_at")
        if onset and over and over < onset:
            self.add_error("resolved_at", _("It cannot be over before it began."))
        if said.get("impact_count") is not None and not said.get("impact_unit") and self.incident:
            self.add_error("impact_unit", _("A number of what?"))
        for name in Incident.CLOCK if self.incident else ():
            if said.get(name) and said.get(f"{name}_is") == UNKNOWN:
                self.add_error(f"{name}_is", _("A time, or nobody can know: one of the two."))
        return said


def _standing(review: Review, incident: Incident | None) -> dict[str, Any]:
    values: dict[str, Any] = {"title": review.title, "kind": review.kind}
    if incident is None:
        return values
    names = ("severity", "found_by", *Incident.CLOCK, *IMPACT, "impact_unknown")
    values |= {name: getattr(incident, name) for name in names}
    values["services"] = ", ".join(incident.services.order_by("name").values_list("name", flat=True))
    return values | {f"{name}_is": _how_sure(incident, name) for name in Incident.CLOCK}


def _how_sure(incident: Incident, name: str) -> str:
    if name in incident.unknown:
        return UNKNOWN
    return ABOUT if name in incident.about else EXACT
