"""What somebody fills in to put something on record: three fields, and none of them refuses what it gets.

That is why the time is not a MomentField, which asks again where it cannot read.
"""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.kinds import ASKS, kind_called
from postmortems.reviews.models import Kind
from postmortems.reviews.services import Report
from postmortems.shared import clock
from postmortems.shared.forms import OnceForm, WordsField

LOCAL = "%Y-%m-%dT%H:%M"  # what an <input type=datetime-local> speaks


class RecordForm(OnceForm):
    """Times are read and shown on the clock of `zone`."""

    use_required_attribute = False

    noticed = WordsField(
        label=_("What did people notice?"),
        help_text=_("Any words will do."),
        rows=2,
        error_messages={"required": _("A few words are enough: what did people notice?")},
    )
    since = WordsField(
        label=_("Since when?"),
        required=False,
        rows=1,
        max_length=None,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )
    about = forms.BooleanField(label=_("Roughly, not to the minute"), required=False)
    service = WordsField(
        label=_("Which service?"),
        help_text=_("Choose one or type a name. Empty is fine."),
        required=False,
        rows=1,
        widget=forms.TextInput(attrs={"list": "services", "autocomplete": "off"}),
    )

    kind = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, zone: str, kind: Kind = Kind.INCIDENT, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.asks = zone, ASKS[kind]
        self.fields["kind"].initial = kind
        self.fields["noticed"].label, self.fields["since"].label = str(self.asks.what), str(self.asks.when)
        self.fields["since"].initial = clock.local(clock.now(), zone).strftime(LOCAL)
        self.fields["service"].widget.attrs["maxlength"] = 80
        place = zone.rsplit("/", 1)[-1].replace("_", " ")
        self.fields["since"].help_text = _("On the clock in %(place)s. A guess is fine.") % {"place": place}

    def report(self) -> Report:
        """What was said. A time that cannot be read becomes part of the words, so that it is not lost."""
        said = self.cleaned_data
        since, noticed = read_local(said["since"], self.zone), said["noticed"]
        if said["since"] and since is None:
            noticed += "\n\n" + __("Since: %(words)s") % {"words": said["since"]}
        kind = kind_called(said["kind"])
        return Report(noticed=noticed, since=since, is_about=said["about"], service=said["service"], kind=kind)


def read_local(words: str, zone: str) -> dt.datetime | None:
    """A date and time on the clock of `zone` as a moment in UTC; None for anything else."""
    try:
        typed = dt.datetime.fromisoformat(words)
        return typed.astimezone(dt.UTC) if typed.tzinfo else clock.at(typed.date(), typed.time(), zone)
    except (ValueError, OverflowError):
        return None


class WithdrawForm(forms.Form):
    """Why a log is taken back; nothing said is fine."""

    use_required_attribute = False
    because = WordsField(
        label=_("Why?"), help_text=_("As in: it was a test. Empty is fine."), rows=2, required=False, max_length=500
    )
