"""The organisation's words for how bad something was."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.organisation.forms import Line, Plain
from postmortems.reviews.severity import LEVELS
from postmortems.reviews.severity_levels import Level, numbered


class SeverityForm(Plain):
    """A name and a meaning for each level; a level without a name is not offered."""

    def __init__(self, *args: Any, levels: list[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = levels
        for level in levels:
            named = {"level": numbered(level.number)}
            self.fields[f"name_{level.number}"] = Line(
                label=_("%(level)s: name") % named, max_length=40, required=False, initial=level.name
            )
            self.fields[f"means_{level.number}"] = Line(
                label=_("%(level)s: when it is meant") % named, max_length=200, required=False, initial=level.means
            )

    @property
    def rows(self) -> list[tuple[Level, forms.BoundField, forms.BoundField]]:
        return [(level, self[f"name_{level.number}"], self[f"means_{level.number}"]) for level in self.levels]

    def clean(self) -> None:
        names: dict[str, int] = {}
        for level in LEVELS:
            name = self.cleaned_data.get(f"name_{level}", "")
            if not name and self.cleaned_data.get(f"means_{level}"):
                self.add_error(f"name_{level}", _("A name for it, so that it can be chosen."))
            if name and name.casefold() in names:
                self.add_error(f"name_{level}", _("Another level is called so."))
            names[name.casefold()] = level

    def said(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {level: (data[f"name_{level}"], data[f"means_{level}"]) for level in LEVELS}

    def preview(self) -> list[dict[str, Any]]:
        """Each level that would read otherwise: how it reads now, how it would, and on how many incidents."""
        said = self.said()
        return [
            {"before": level.label, "after": said[level.number][0] or numbered(level.number), "used": level.used}
            for level in self.levels
            if (level.name, level.means) != said[level.number]
        ]
