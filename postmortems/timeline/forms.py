"""What people fill in to tell what happened. Dates and times are typed on the review's clock."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.clock import local
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.shared.merging import MergingForm
from postmortems.timeline.asking import QUESTIONS
from postmortems.timeline.evidence_form import web_address
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.reading import moment
from postmortems.timeline.services import Entry
from postmortems.wording.models import Draft

Kind = TimelineEvent.Kind
UNKNOWN = "\0"  # what no field ever held
EARLIEST, LATEST = dt.date(1970, 1, 2), dt.date(2999, 12, 31)
A_DAY = [
    MinValueValidator(EARLIEST, message=_("Is that the year?")),
    MaxValueValidator(LATEST, message=_("Is that the year?")),
]


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], validators=A_DAY, **kwargs)
        self.error_messages["invalid"] = _("A day, as in 2026-11-19.")


class TimeOfDayField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S"], **kwargs)
        self.error_messages["invalid"] = _("A time, as in 14:02.")


class KindSelect(forms.Select):
    """The kinds, each with its own question, which stands beside the words (static/js/timeline.js)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-asks"] = QUESTIONS[value]
        return option


class EntryForm(forms.Form):
    """One entry of the story. Valid, it carries it as `entry`. `place` says where on the page the form stands."""

    use_required_attribute = False
    entry: Entry
    draft: Draft | None = None

    date = DayField(label=_("Day"), error_messages={"required": _("On which day?")})
    time = TimeOfDayField(label=_("Time"), error_messages={"required": _("At what time? About is fine.")})
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.OBSERVATION, widget=KindSelect)
    body = WordsField(
        label=_("What was seen, said or done?"),
        help_text=_("As it was known then. Names are fine here: facts are not blame."),
        rows=2,
        error_messages={"required": _("A few words are enough.")},
    )
    is_about = forms.BooleanField(label=_("The time is an estimate"), required=False)
    until_date = DayField(label=_("Until, day"), required=False, help_text=_("Empty: the same day."))
    until_time = TimeOfDayField(label=_("Until, time"), required=False, help_text=_("For what took a while."))
    participant = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    evidence_url = web_address(label=_("Link to what shows it"))
    role = forms.CharField(
        label=_("Whose part"),
        required=False,
        max_length=60,
        help_text=_("A role, as in: on call for payments. The picture has a lane for each."),
    )
    has_two_views = forms.BooleanField(label=_("People remember this differently"), required=False)
    other_view = WordsField(label=_("The other view"), required=False, rows=2, help_text=_("Both stand side by side."))
    MORE = (
        "is_about",
        "until_date",
        "until_time",
        "participant",
        "role",
        "evidence_url",
        "has_two_views",
        "other_view",
    )

    def __init__(
        self, *args: Any, review: Review, event: TimelineEvent | None = None, place: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", f"event-{event.pk if event else place or 'new'}-%s")
        super().__init__(*args, **kwargs)
        self.review, self.zone, self.event, self.place = review, review.zone, event, place
        self.fields["participant"].choices = [("", _("nobody named")), *_people(review)]  # type: ignore[attr-defined]

    @property
    def has_people(self) -> bool:
        """Whether anybody is named whose entry this could be."""
        return len(self.fields["participant"].choices) > 1  # type: ignore[attr-defined]

    @property
    def is_more(self) -> bool:
        """Whether one of the fields behind "More" holds something, or something to look at."""
        return any(self[name].errors or self[name].value() for name in self.MORE)

    @property
    def asks(self) -> str:
        """The question that the chosen kind brings."""
        kind = self["kind"].value()
        return str(QUESTIONS[Kind(kind) if kind in Kind.values else Kind.OBSERVATION])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begins = self._moment("date", "time", stood=self.event.occurred_at if self.event else None)
        ends = self._moment("until_date", "until_time", stood=self.event.ended_at if self.event else None)
        if begins and ends and ends < begins:
            self.add_error("until_time", _("It cannot end before it begins."))
        if begins and not self.errors:
            views = {"has_two_views": bool(said["has_two_views"] or said["other_view"])}
            names = ("kind", "body", "is_about", "role", "evidence_url", "other_view")
            more = {name: said[name] for name in names} | views | {"participant_id": said["participant"]}
            self.entry = Entry(occurred_at=begins, ended_at=ends, **more)
        return said

    def _moment(self, day: str, time: str, *, stood: dt.datetime | None) -> dt.datetime | None:
        said = self.cleaned_data
        date = said.get(day) or said.get("date")
        if date is None or said.get(time) is None:
            if said.get(day) and day == "until_date" and "until_time" not in self.errors:
                self.add_error(time, _("Until what time?"))
            return None
        found = moment(date, said[time], self.zone, stood=stood)
        if found is None:
            self.add_error(time, _("The clocks were put forward then: that time did not happen."))
        return found


def _people(review: Review) -> list[tuple[int, str]]:
    """Who took part, each with what they were; one query."""
    parts = review.participants.select_related("user").order_by("pk")
    return [
        (part.pk, f"{part.user.display_name if part.user else part.name} ({part.get_role_display()})") for part in parts
    ]


class NewEventForm(EntryForm, OnceForm):
    """Adds an entry."""

    keeps_back = forms.BooleanField(
        label=_("Keep it to myself until I share my view"),
        required=False,
        help_text=_("Nobody else sees it, whatever their role, until you press Share my view."),
    )


class EventForm(EntryForm, MergingForm):
    """Changes an entry. What two people changed is merged field by field; only the same field needs a person."""

    AS_THEY_STAND = ("kind", "body", "is_about", "evidence_url", "role", "has_two_views", "other_view", "version")

    event: TimelineEvent
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @classmethod
    def of(cls, event: TimelineEvent, *, data: Mapping[str, Any] | None = None) -> "EventForm":
        """The form as the entry stands, or with what was typed over it."""
        zone = event.review.zone
        begins, ends = local(event.occurred_at, zone), event.ended_at and local(event.ended_at, zone)
        initial = {name: getattr(event, name) for name in cls.AS_THEY_STAND} | {"participant": event.participant_id}
        initial |= {"date": begins.date(), "time": begins.time()}
        if ends:
            initial |= {"until_time": ends.time()}
            initial |= {"until_date": ends.date()} if ends.date() != begins.date() else {}
        return cls(data, initial=initial, review=event.review, event=event)

    def joined(self) -> "EventForm":
        """The entry as it stands with what this valid form changed about it; conflicts become errors of this form."""
        merged = self.merged()
        mine = {name: self.data.get(name, "") for name in merged.changes}
        both = {**self._now(), **mine, "version": str(self.initial["version"])}
        return self.of(self.event, data={name: value for name, value in both.items() if value})

    def _now(self) -> dict[str, str]:
        """What stands, even while a draft stands in the field."""
        return super()._now() | {"body": self.event.body}

    def _mine(self) -> dict[str, str]:
        return super()._mine() | {"version": str(self.initial["version"])}

    def overtaken(self, name: str, standing: str) -> str:
        return str(_("Both versions stand above.")) if name == "body" else super().overtaken(name, standing)

    def _read(self, otherwise: Mapping[str, str]) -> dict[str, str]:
        """A form over a version that is gone, which does not say what it read, read nothing of what stands."""
        read = super()._read(otherwise)
        if self.cleaned_data["version"] == self.initial["version"]:
            return read
        return {name: read[name] if f"{self.PREFIX}{name}" in self.data else UNKNOWN for name in read}

    def over(self) -> "EventForm":
        """The same words over the version that stands now: saving them again is then a decision."""
        self.data = {**self.data.dict(), "version": str(self.initial["version"])}  # type: ignore[attr-defined]
        return self
