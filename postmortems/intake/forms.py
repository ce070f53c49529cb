"""What people fill in while they bring something and work through it."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import People, PersonField, PersonWidget
from accounts.forms import ZoneField
from accounts.models import User
from postmortems.intake.arranging import Said
from postmortems.intake.clocks import Clock, shown
from postmortems.intake.models import Batch, Line, Voice
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.timeline.forms import DayField
from postmortems.timeline.models import TimelineEvent

LARGEST = 250_000_000


class PasteField(forms.CharField):
    """Anything at all, as it came: what cannot be kept is refused with its line by the importer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, widget=forms.Textarea(attrs={"rows": 10}), **kwargs)
        self.validators = []


class BringForm(OnceForm):
    """A paste or a file."""

    use_required_attribute = False

    text = PasteField(
        label=_("Paste it here"),
        help_text=_("A chat, a log, an alert, a list with times. As it is; nothing has to be tidied first."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("Text, JSON, or a Slack export as ZIP, up to 250 MB. It can be dropped here."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.get("file")
        if not file and not said.get("text", "").strip():
            self.add_error("text", _("Something to read, pasted or as a file."))
        if file and file.size > LARGEST:
            self.add_error("file", _("The file is larger than 250 MB. A shorter export will do."))
        return said


class DocumentForm(BringForm):
    """A finished document, pasted or as a file; once it was looked at, the file's words stand in the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Markdown, or what a page of a wiki gives when all of it is copied.")
        self.fields["file"].help_text = _("Markdown, text, or Opsgenie's JSON. It can be dropped here.")

    @property
    def data_of_it(self) -> bytes:
        """The bytes of this valid form."""
        file, text = self.cleaned_data["file"], str(self.cleaned_data["text"])
        return bytes(file.read()) if file else text.encode("utf-8", "replace")

    def holding(self, text: str) -> "DocumentForm":
        """A form that holds these words, to be sent again."""
        return DocumentForm(initial={"text": text, "form_key": self.cleaned_data["form_key"]})


class ClockForm(forms.Form):
    """How the times of a batch are read."""

    use_required_attribute = False

    zone = ZoneField(label=_("On which clock?"))
    offset = forms.IntegerField(
        label=_("Its clock is off by"),
        required=False,
        min_value=-527_040,
        max_value=527_040,
        help_text=_("Minutes to add; below zero where it was ahead."),
        error_messages={"invalid": _("Whole minutes, as in -3.")},
    )
    first_day = DayField(label=_("It begins on"), required=False)
    is_day_first = forms.BooleanField(label=_("04/06 is the fourth of June"), required=False)

    def __init__(self, *args: Any, batch: Batch, sorts: "Sorts", **kwargs: Any) -> None:
        kwargs["initial"] = {
            "zone": batch.zone,
            "offset": batch.offset // 60,
            "first_day": batch.first_day or batch.begins_on,
            "is_day_first": batch.is_day_first,
        }
        super().__init__(*args, **kwargs)
        self.batch = batch
        if not sorts.is_day_guessed:
            del self.fields["first_day"]
        if not sorts.is_either_order:
            del self.fields["is_day_first"]

    @property
    def clock(self) -> dict[str, object]:
        """The fields of the batch that this valid form sets."""
        said = self.cleaned_data
        kept: dict[str, object] = {"first_day": said.get("first_day") or self.batch.begins_on}
        if "is_day_first" in said:
            kept["is_day_first"] = said["is_day_first"]
        return {"zone": said["zone"], "offset": (said["offset"] or 0) * 60, **kept}


class Sorts:
    """Which questions the times of a batch leave open."""

    def __init__(self, *, has_no_zone: bool, is_day_guessed: bool, is_either_order: bool) -> None:
        self.has_no_zone, self.is_day_guessed, self.is_either_order = has_no_zone, is_day_guessed, is_either_order

    @property
    def is_open(self) -> bool:
        return self.has_no_zone or self.is_day_guessed or self.is_either_order


class VoicesForm(forms.Form):
    """Who everybody in a batch is here. Two fields a voice: a member, or a word."""

    def __init__(self, *args: Any, voices: list[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices = voices
        people = People(User.objects.filter(is_active=True).order_by("display_name", "pk"))
        people.know({voice.user_id for voice in voices} - {None})
        for voice in voices:
            named = {"aria-label": _("Who is %(name)s?") % {"name": voice.name}}
            member = PersonField(
                label=_("Here"),
                required=False,
                empty_label=_("as written"),
                initial=voice.user_id,
                widget=PersonWidget(attrs=named),
            )
            member.offer(people)
            self.fields[f"user-{voice.pk}"] = member
            role = {
                "aria-label": _("%(name)s is told as") % {"name": voice.name},
                "placeholder": _("a role, or nothing"),
            }
            self.fields[f"called-{voice.pk}"] = WordsField(
                label=_("Told as"),
                rows=1,
                max_length=60,
                required=False,
                initial=voice.called,
                widget=forms.TextInput(attrs=role),
            )

    @property
    def rows(self) -> list[tuple[Voice, forms.BoundField, forms.BoundField]]:
        return [(voice, self[f"user-{voice.pk}"], self[f"called-{voice.pk}"]) for voice in self.voices]

    @property
    def people(self) -> dict[int, tuple[User | None, str]]:
        """Who each voice is, by its key."""
        said = self.cleaned_data
        return {voice.pk: (said[f"user-{voice.pk}"], said[f"called-{voice.pk}"]) for voice in self.voices}


class LineForm(forms.Form):
    """One line in other words. Valid, it carries them as `said`."""

    use_required_attribute = False
    said: Said

    at = forms.DateTimeField(
        label=_("Time, as its clock shows it"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        error_messages={"required": _("When was it? About is fine."), "invalid": _("As in 2026-11-19 14:02.")},
    )
    voice = forms.ModelChoiceField(Voice.objects.none(), label=_("Who"), required=False, empty_label=_("nobody"))
    kind = forms.ChoiceField(label=_("Kind"), choices=TimelineEvent.Kind.choices)
    text = WordsField(label=_("Words"), rows=3, error_messages={"required": _("A few words are enough.")})

    def __init__(self, data: Any = None, *, line: Line) -> None:
        initial = {
            "at": _on_its_clock(line),
            "voice": line.voice_id,
            "kind": line.kind,
            "text": line.text or line.source,
        }
        super().__init__(data, initial=initial, auto_id=f"line-{line.pk}-%s")
        voices: Any = self.fields["voice"]
        voices.queryset = line.batch.voices.all()
        voices.label_from_instance = lambda voice: voice.name

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            at = said["at"].replace(tzinfo=dt.UTC)
            self.said = Said(at=at, text=said["text"], kind=said["kind"], voice=said["voice"])
        return said


def _on_its_clock(line: Line) -> dt.datetime | None:
    """What the clock of the batch shows, so that saving an unchanged form changes nothing."""
    clock: Clock = line.batch.clock
    if line.at is None:
        return None
    if line.names_its_zone:
        return line.at.astimezone(ZoneInfo(clock.zone)).replace(tzinfo=None)
    there = shown(line.at, clock, is_day_guessed=line.is_day_guessed, is_either_order=line.is_either_order)
    return there.replace(tzinfo=None)
