"""How a source's clock is read, as people type it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.timeline.models import EventSource
from postmortems.timeline.models.source import A_YEAR
from postmortems.timeline.moving import offset_in_words, seconds_from


class SourceForm(forms.Form):
    """The zone in which a source's clock stood, and how far it was off."""

    use_required_attribute = False

    zone = forms.CharField(
        label=_("Its clock stands in"),
        max_length=64,
        validators=[known_zone],
        error_messages={"required": _("Which zone? For example Europe/Berlin, or UTC.")},
    )
    offset = forms.CharField(
        label=_("Add"),
        max_length=20,
        help_text=_("Where its clock was off: 90, -90, or -0:01:30 (hours, minutes, seconds)."),
        error_messages={"required": _("0 where its clock was right.")},
    )

    @classmethod
    def of(cls, source: EventSource) -> "SourceForm":
        """The form as the source stands."""
        initial: dict[str, Any] = {"zone": source.zone, "offset": offset_in_words(source.offset)}
        return cls(initial=initial, auto_id=f"source-{source.pk}-%s")

    def clean_offset(self) -> int:
        seconds = seconds_from(self.cleaned_data["offset"])
        if seconds is None:
            raise ValidationError(_("Seconds, or hours, minutes and seconds, as in -0:01:30."))
        if abs(seconds) > A_YEAR:
            raise ValidationError(_("A clock can be a year off at most."))
        return seconds
