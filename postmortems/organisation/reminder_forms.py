"""How this organisation wants to be asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import PlaceField
from accounts.models import Organisation
from postmortems.followup.rules import LEAST_REST, Rules
from postmortems.organisation.forms import DAYS, MailHour, Plain, days_from
from postmortems.shared.weeks import MONDAY


def days(label: Any, *, least: int = 1, help_text: Any = "") -> forms.IntegerField:
    said = {
        "required": _("A number of working days."),
        "invalid": _("A number of working days."),
        "min_value": _("%(limit_value)s or more."),
        "max_value": _("%(limit_value)s at most."),
    }
    shown = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=60, error_messages=said, widget=shown, help_text=help_text
    )


class RemindersForm(Plain):
    """The numbers of the policy, in working days, and what everybody has who chose nothing themselves."""

    mail_at = MailHour(
        label=_("Mail about work comes at"), help_text=_("Local time of each person; they can choose another.")
    )
    holiday_place = PlaceField(help_text=_("Nothing is asked on them. Each person can name their own."))
    due_soon = days(_("Before a date"), help_text=_("“Still the right date?”"))
    in_the_way = days(_("After a date, without a word"), help_text=_("“What is in the way?”"))
    replan = days(_("Then"), help_text=_("“Shall we re-plan?”, also to who keeps the review"))
    room = days(
        _("Then, to the team"), help_text=_("“This needs room or a decision.” The owner sees it the day before.")
    )
    rest = days(
        _("Between two messages about one thing"),
        least=LEAST_REST,
        help_text=_("Five or more: asked twice a week, people did less than asked once."),
    )
    undecided = days(_("On record, without a word on how much review it is worth"))
    gathering = days(_("Gathering, without a meeting"))
    late = days(_("Over, and not shared"))
    late_note = days(_("Over, and not shared, for a short note"))
    question = days(_("A question without an answer"))
    list_day = forms.TypedChoiceField(label=_("The list of the week comes on"), choices=DAYS, coerce=int)
    sends_letter = forms.BooleanField(label=_("A letter on the first working day of a month"), required=False)
    sends_look_back = forms.BooleanField(label=_("A look-back when a quarter is over"), required=False)

    OF_ORGANISATION = ("mail_at", "holiday_place")

    def __init__(
        self, *args: Any, organisation: Organisation, rules: Rules, week_starts: int = MONDAY, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {name: getattr(organisation, name) for name in self.OF_ORGANISATION} | vars(rules)
        super().__init__(*args, **kwargs)
        self.fields["list_day"].choices = days_from(week_starts)  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = [self.cleaned_data[name] for name in ("in_the_way", "replan", "room") if name in self.cleaned_data]
        if said != sorted(set(said)):
            self.add_error("replan", _("Each of these three comes later than the one before it."))

    def rules(self) -> Rules:
        return Rules(**{name: self.cleaned_data[name] for name in Rules.__dataclass_fields__})

    def of_organisation(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.OF_ORGANISATION}
