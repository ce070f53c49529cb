"""What is filled in around a meeting and in its room."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import User
from accounts.roles import Power
from postmortems.actions.forms import PromiseFields
from postmortems.actions.services import Promise
from postmortems.factors.models import ContributingFactor
from postmortems.meeting.capture_words import CAPTURED
from postmortems.meeting.card import Kind
from postmortems.meeting.models import Length, Meeting
from postmortems.meeting.scheduling import Plan
from postmortems.reviews.access import may
from postmortems.reviews.models import Review
from postmortems.shared.forms import MomentField, OnceForm, WordsField


class PlanForm(forms.Form):
    """When they meet, on the review's clock. Without a day there is no meeting."""

    use_required_attribute = False
    at = MomentField(label=_("Day and time"), required=False)
    length = forms.TypedChoiceField(
        label=_("How long"), choices=Length.choices, coerce=int, empty_value=None, required=False
    )
    place = WordsField(
        label=_("Where"), help_text=_("A room, or the address of the call."), rows=1, max_length=300, required=False
    )
    facilitator = PersonField(label=_("Who runs it"), required=False, empty_label=_("nobody yet"))

    def __init__(
        self, *args: Any, review: Review, meeting: Meeting | None, suggested: dt.datetime | None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {
            "at": review.meeting_at or suggested,
            "length": Length.HOUR,
            "facilitator": review.facilitator_id,
        }
        if meeting:
            initial |= {"length": meeting.length, "place": meeting.place, "facilitator": meeting.facilitator_id}
        super().__init__(*args, **(kwargs | {"initial": initial}))
        self.review = review
        at: Any = self.fields["at"]
        at.zone = review.zone
        at.help_text = _("On the clock of %(zone)s. Empty: no meeting.") % {"zone": review.zone}
        people: Any = self.fields["facilitator"]
        keeps = Q(pk__in=[pk for pk in (review.owner_id, review.facilitator_id, initial["facilitator"]) if pk])
        people.queryset = User.objects.filter(Q(is_facilitator=True) | keeps, is_active=True).order_by("display_name")

    def clean_facilitator(self) -> User | None:
        person: User | None = self.cleaned_data["facilitator"]
        if person and not may(person, self.review, Power.VIEW):
            raise forms.ValidationError(
                _("This review is not shown to them yet. Name them under “Who took part” first.")
            )
        return person

    @property
    def plan(self) -> Plan | None:
        """What was filled in; None for no meeting."""
        said = self.cleaned_data
        if said["at"] is None:
            return None
        return Plan(
            starts_at=said["at"],
            length=said["length"] or Length.HOUR,
            place=said["place"],
            facilitator=said["facilitator"] or self.review.facilitator,
        )


class CaptureForm(OnceForm):
    """The one box. A prefix in the words outdoes the chosen kind."""

    use_required_attribute = False
    words = WordsField(
        rows=1,
        max_length=500,
        label=_("Capture"),
        error_messages={
            "required": _("Nothing is written yet."),
            "max_length": _("One thing at a time: 500 characters are the most, and this has %(show_value)d."),
        },
    )
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in CAPTURED], required=False)

    @property
    def chosen(self) -> Kind:
        return Kind(self.cleaned_data["kind"] or Kind.PARK)


class CardForm(OnceForm):
    """One card."""

    use_required_attribute = False
    words = WordsField(
        rows=2,
        max_length=500,
        label=_("Write a card"),
        error_messages={
            "required": _("One sentence is a card."),
            "max_length": _("One thing to a card: 500 characters are the most, and this has %(show_value)d."),
        },
    )
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Kind.MEMORY, Kind.FACTOR, Kind.HELPED, Kind.IDEA, Kind.QUESTION)]
    )


class GuestForm(forms.Form):
    """Somebody without an account who comes to one meeting."""

    use_required_attribute = False
    name = WordsField(
        label=_("A guest’s name"),
        help_text=_("They get a link of their own. It ends with the meeting."),
        rows=1,
        max_length=80,
        error_messages={"required": _("Whose link is it?")},
    )


def told(form: forms.Form) -> str:
    """What is to be looked at, in one line, where there is no room beside each field."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def fresh(form: type[OnceForm], **initial: Any) -> OnceForm:
    """A blank form with a key of its own."""
    return form(initial={"form_key": uuid.uuid4(), **initial})


class CommitForm(PromiseFields, OnceForm):
    """A promise in the plan session, of an idea or beside a condition."""

    idea = forms.IntegerField(widget=forms.HiddenInput, required=False)
    factor = forms.IntegerField(widget=forms.HiddenInput, required=False)
    said_yes = forms.BooleanField(label=_("They said yes aloud"), required=False)

    def promise(self, factors: list[ContributingFactor]) -> Promise:
        said = self.cleaned_data
        kept = {name: said[name] for name in ("sentence", "owner", "due_on", "done_when")}
        return Promise(**kept, factors=factors)
