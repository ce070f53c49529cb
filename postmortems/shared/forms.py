"""What our forms have in common."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from postmortems.shared import clock
from postmortems.shared.text import LONGEST, clean, clean_lines


class OnceForm(forms.Form):
    """A form that makes something. Its key travels along, so that a double click or a retry makes it once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Words(forms.Textarea):
    """A text area that is written without a template: some pages show many."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        said = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<textarea name="{}"{}>\n{}</textarea>', name, said, self.format_value(value) or "")


class WordsField(forms.CharField):
    """Text that somebody types: as they typed it, with one kind of line end. At most 200 kB (RELIABILITY.md section
    3).
    """

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        widget = kwargs.pop("widget", None) or (Words(attrs={"rows": rows}) if rows > 1 else forms.TextInput())
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = str(value or "")
        if "\x00" in typed:
            said = _("Line %(line)d, column %(column)d holds a character that cannot be kept (NUL).")
            raise forms.ValidationError(said, code="nul", params=_at(typed, typed.index("\x00")))
        text = clean(super().to_python(value) or "")
        if self.max_length == LONGEST < len(text):
            said = _("This has %(length)d characters, %(most)d fit: up to line %(line)d, column %(column)d.")
            many = {"most": LONGEST, "length": len(text)}
            raise forms.ValidationError(said, code="max_length", params=many | _at(text, LONGEST - 1))
        return text


def _at(text: str, index: int) -> dict[str, int]:
    """Where a character stands, counted from one as editors do."""
    before = clean_lines(text[:index])
    return {"line": before.count("\n") + 1, "column": len(before) - before.rfind("\n")}


class MomentField(forms.DateTimeField):
    """A date and time typed on a clock in `zone`, kept as a moment in UTC. Empty means unknown.

    Refuses a time that the switch to summer time skips there; of a time that occurs twice it takes the first.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, *, zone: str = "UTC", **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime) and value.tzinfo:
            return clock.local(value, self.zone).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            value = value.strip().replace(" ", "T")
        try:
            typed = dt.datetime.fromisoformat(value).replace(tzinfo=None)
        except (TypeError, ValueError) as error:
            raise forms.ValidationError(_("A date and a time, as in 2026-11-19 14:02.")) from error
        moment = clock.at(typed.date(), typed.time(), self.zone)
        if clock.local(moment, self.zone).replace(tzinfo=None) != typed:
            raise forms.ValidationError(_("The clocks were put forward then: that time did not happen."))
        return moment
