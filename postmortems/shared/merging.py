"""A form of short fields that two people may have open at once. It carries what it read, and merges field by field
(see merge.py).
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from postmortems.shared.merge import Merged, merge
from postmortems.shared.text import clean


class MergingForm(forms.Form):
    """`initial` is what stands now; the page's hidden `read-…` inputs are what stood when it was made."""

    PREFIX = "read-"
    use_required_attribute = False

    def _written(self, name: str, value: Any) -> str:
        """A value the way the browser would send it, so that what was read, typed and stored can be compared."""
        field = self.fields[name]
        if isinstance(field.widget, forms.CheckboxInput):
            return "on" if value else ""
        shown = field.widget.format_value(field.prepare_value(value))
        if isinstance(shown, list | tuple):
            return ",".join(sorted(str(one) for one in shown if str(one)))
        return "" if shown is None else clean(str(shown))

    def _now(self) -> dict[str, str]:
        return {
            name: self._written(name, self.get_initial_for_field(field, name)) for name, field in self.fields.items()
        }

    def _mine(self) -> dict[str, str]:
        return {
            name: self._written(name, field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))
            for name, field in self.fields.items()
        }

    def _read(self, otherwise: Mapping[str, str]) -> dict[str, str]:
        return {name: clean(self.data.get(f"{self.PREFIX}{name}", otherwise[name])) for name in self.fields}

    @property
    def read_values(self) -> list[tuple[str, str]]:
        """The hidden inputs of the page: what stands now, also after a conflict, which is then known."""
        return [(f"{self.PREFIX}{name}", value) for name, value in self._now().items()]

    def overtaken(self, name: str, standing: str) -> str:
        """What is said beside a field that somebody else changed as well."""
        field: Any = self.fields[name]
        label_of = getattr(field, "label_of", None)
        shown = label_of(standing) if label_of else dict(getattr(field, "choices", ())).get(standing, standing)
        return _("Somebody else just wrote “%(value)s” here. Yours is still in the field.") % {"value": shown or "—"}

    def merged(self) -> Merged:
        """What of this valid form is to be written, parsed; conflicts become errors beside their fields."""
        now = self._now()
        merged = merge(read=self._read(now), mine=self._mine(), now=now)
        for name, standing in merged.conflicts.items():
            self.add_error(name, self.overtaken(name, standing))
        merged.changes = {name: self.cleaned_data[name] for name in merged.changes}
        return merged
