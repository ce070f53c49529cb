"""Forms of tags."""

from typing import Any

from django import forms
from django.http import QueryDict  # noqa: TID251 - what was ticked is read beside what was ticked before
from django.utils.translation import gettext_lazy as _

from postmortems.factors.taxonomy import Code
from postmortems.library.tag_queries import TagsOf
from postmortems.shared.forms import OnceForm, WordsField


class MeaningForm(forms.Form):
    """A word and what it means here."""

    use_required_attribute = False

    name = WordsField(
        label=_("Word"), rows=1, max_length=60, error_messages={"required": _("The word itself is missing.")}
    )
    definition = WordsField(
        label=_("What it means here"),
        help_text=_("One sentence by which two people choose the same word."),
        rows=2,
        max_length=300,
        error_messages={"required": _("Without a sentence everybody means something else by it.")},
    )


class TagForm(MeaningForm, OnceForm):
    """A new word."""

    code = forms.ChoiceField(
        label=_("For"),
        choices=[("", _("reviews, as a tag")), *((code, _("conditions: %s") % label) for code, label in Code.choices)],
        required=False,
    )


class Ticked:
    """What somebody ticked, beside what was ticked when they read it."""

    def __init__(self, said: QueryDict, known: TagsOf) -> None:
        tags, read = _numbers(said.getlist("tag")), _numbers(said.getlist("was"))
        offered = {tag.pk for tag in known.offered}
        self.added, self.removed = (tags - read) & offered, (read - tags) & offered
        self.kinds: dict[int, int | None] = {}
        for one in known.conditions:
            chosen, before = said.get(f"kind-{one.factor}"), said.get(f"was-{one.factor}", "")
            if chosen is not None and chosen != before and chosen in {"", *(str(tag.pk) for tag in one.choices)}:
                self.kinds[one.factor] = int(chosen) if chosen else None


def _numbers(said: list[Any]) -> set[int]:
    return {int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 10}
