"""What people fill in around an incident: how much review it is worth, when to meet, who took part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.reviews.models import Participant
from postmortems.shared.forms import WordsField
from postmortems.wording.forms import GuardedForm
from postmortems.workspace.depth import Offer, Proposal, Sign, reason_for
from postmortems.workspace.room import Part

NO_REVIEW = "none"  # the answer that closes the review with a sentence


class AcknowledgementForm(GuardedForm):
    """A leader's word, over the version it was read in."""

    guarded_field = "body"
    use_required_attribute = False
    body = WordsField(
        label=_("A leader’s word"),
        help_text=_(
            "What happened, which part of it is yours, and what comes next. Owning a decision of your own is welcome."
        ),
        rows=4,
        max_length=4000,
        error_messages={"required": _("A sentence or two.")},
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DepthForm(forms.Form):
    """The depth that a person decides. Valid, it carries the reason as it is kept in `reason`."""

    use_required_attribute = False
    signs = forms.MultipleChoiceField(
        label=_("What makes a closer look worth it?"),
        choices=Sign.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    depth = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("One of these.")})
    words = WordsField(
        label=_("Why?"),
        help_text=_("One sentence, for those who come later."),
        required=False,
        rows=2,
        max_length=500,
    )
    reason = ""

    def __init__(self, *args: Any, offers: list[Offer], proposal: Proposal, may_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers, self.proposal, self.may_close = offers, proposal, may_close
        field: Any = self.fields["depth"]
        field.label = _("How much review is it worth?")
        field.choices = [(offer.depth, offer.depth.label) for offer in offers]
        if may_close:
            field.choices = [*field.choices, (NO_REVIEW, _("no review needed"))]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen, words = said.get("depth", ""), said.get("words", "")
        if chosen == NO_REVIEW:
            self.reason = words
        elif chosen:
            self.reason = reason_for(words, said.get("signs", []), chosen=chosen, proposal=self.proposal)
        if chosen and not self.reason:
            self.add_error("words", _("One sentence says why, for those who come later."))
        return said


class ParticipantForm(forms.Form):
    """Somebody who took part: a person here, or a name."""

    use_required_attribute = False
    user = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), required=False, empty_label=_("somebody without an account")
    )
    name = WordsField(
        label=_("Name"), help_text=_("For somebody without an account."), rows=1, max_length=120, required=False
    )
    role = forms.ChoiceField(
        label=_("What they did"), choices=Participant.Role.choices, initial=Participant.Role.RESPONDER
    )
    pseudonym = WordsField(
        label=_("Called, once names become roles"),
        help_text=_("As in: the on-call engineer. Empty: what they did."),
        rows=1,
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": "participant-%s"}))
        people: Any = self.fields["user"]
        people.queryset = User.objects.filter(is_active=True).order_by("display_name", "pk")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("user") and not said.get("name") and not self.errors:
            self.add_error("user", _("Who was it?"))
        return said

    def part(self) -> Part:
        said = self.cleaned_data
        return Part(user=said["user"], name=said["name"], role=said["role"], pseudonym=said["pseudonym"])


class AddIncidentForm(forms.Form):
    """One more incident that the review looks at."""

    use_required_attribute = False
    noticed = WordsField(
        label=_("What did people notice?"),
        rows=2,
        error_messages={"required": _("A few words are enough: what did people notice?")},
    )


class MoveIncidentForm(forms.Form):
    """Which review an incident goes to, as people say it: PIR-118, or 118."""

    use_required_attribute = False
    to = WordsField(
        label=_("Which review?"),
        help_text=_("Its number, as in PIR-118."),
        rows=1,
        max_length=40,
        error_messages={"required": _("Which review takes it?")},
    )

    def clean_to(self) -> int:
        number = str(self.cleaned_data["to"]).upper().removeprefix("PIR-").removeprefix("PIR").strip()
        if not number.isdecimal() or len(number) > 9:
            raise forms.ValidationError(_("Its number, as in PIR-118."))
        return int(number)
