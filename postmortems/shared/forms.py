"""What our forms have in common."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.shared.text import LONGEST, clean


class OnceForm(forms.Form):
    """A form that makes something. Its key travels along, so that a double click or a retry makes it once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class WordsField(forms.CharField):
    """Text that somebody types: as they typed it, with one kind of line end. At most 200 kB (RELIABILITY.md section 3)."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        widget = kwargs.pop("widget", None) or (forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput())
        super().__init__(**({"max_length": LONGEST, "widget": widget} | kwargs))
        self.error_messages["null_characters_not_allowed"] = _("There is a character in it that cannot be kept (NUL).")

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")
