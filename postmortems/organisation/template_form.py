"""Which texts a review of one kind and depth asks for, in which words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.organisation.forms import Line, Plain
from postmortems.workspace.asking import CHOICE, Lines, usual


class TemplateForm(Plain):
    """Three fields a text: whether it is asked for, its heading, its prompt."""

    def __init__(self, *args: Any, kind: str, sections: Lines, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = {line["slot"]: line for line in sections}
        for line in usual(kind):
            slot, now = line["slot"], standing.get(line["slot"], line)
            named = {"text": line["heading"]}
            self.fields[f"use_{slot}"] = forms.BooleanField(
                label=_("Ask for “%(text)s”") % named, required=False, initial=slot in standing
            )
            self.fields[f"heading_{slot}"] = Line(
                label=_("Heading of “%(text)s”") % named, max_length=60, required=False, initial=now["heading"]
            )
            self.fields[f"prompt_{slot}"] = Line(
                label=_("What is asked for under it"), max_length=300, required=False, initial=now["prompt"]
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"use_{slot}"], self[f"heading_{slot}"], self[f"prompt_{slot}"]) for slot in CHOICE]

    def clean(self) -> None:
        data = self.cleaned_data
        if not any(data.get(f"use_{slot}") for slot in CHOICE):
            self.add_error(f"use_{CHOICE[0]}", _("One text at least, so that there is something to write."))
        for slot in CHOICE:
            if data.get(f"use_{slot}") and not data.get(f"heading_{slot}") and f"heading_{slot}" not in self.errors:
                self.add_error(f"heading_{slot}", _("A few words to stand above it."))

    def sections(self) -> Lines:
        data = self.cleaned_data
        return [
            {"slot": slot, "heading": data[f"heading_{slot}"], "prompt": data[f"prompt_{slot}"]}
            for slot in CHOICE
            if data[f"use_{slot}"]
        ]
