"""The forms of private words: no guard, no draft, no copy in the browser. People may ask themselves anything."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from postmortems.reflections.answers import Answers
from postmortems.reflections.prompts import PROMPTS, SLOTS, slot
from postmortems.shared import clock
from postmortems.shared.forms import OnceForm, WordsField

LONGEST = 20_000  # characters of one answer


class PrivateWords(WordsField):
    """A field whose words no browser keeps for the next time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "data-private": ""}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}


class AccountForm(forms.Form):
    """The questions of the rounds that are open. `page` names this open page, `seen` is when it last heard."""

    page = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.DateTimeField(widget=forms.HiddenInput, initial=lambda: clock.now().isoformat())
    use_required_attribute = False

    def __init__(self, *args: Any, rounds: list[str], answers: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = rounds
        for round_ in rounds:
            for prompt in PROMPTS:
                name = slot(round_, prompt)
                field = PrivateWords(label=prompt.question, help_text=prompt.hint, rows=5, required=False)
                self.fields[name] = field
                self.initial[name] = answers.of(name).words

    @property
    def words(self) -> dict[str, str]:
        """The answers that this page sent; a question that was not on it is left as it is."""
        return {name: self.cleaned_data[name] for name in SLOTS if name in self.fields and name in self.data}

    def show_conflict(self, names: list[str], answers: Answers, *, now: dt.datetime) -> None:
        """What another page of the same person kept, beside what was typed here; saving again is over it."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": now.isoformat()}
        for name in names:
            self.fields[name].other = answers.of(name).words  # type: ignore[attr-defined]
            self.add_error(
                name, _("Another page of yours kept other words. They stand beneath; this field replaces them.")
            )

    def in_rounds(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(round_, [self[slot(round_, prompt)] for prompt in PROMPTS]) for round_ in self.rounds]


class ShareForm(OnceForm):
    """Words that somebody passes on, and to whom. What is sent is what stands here."""

    words = PrivateWords(
        label=_("What you show"),
        help_text=_("Change it, shorten it: this is a copy, your account stays as it is."),
        rows=10,
        error_messages={"required": _("The words that you want to show.")},
    )
    reader = PersonField(
        label=_("To whom"),
        empty_label=_("Choose a person"),
        error_messages={
            "required": _("One person who is to read it."),
            "invalid_choice": _("Somebody from this list."),
        },
    )
    use_required_attribute = False

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = people  # type: ignore[attr-defined]


class NeedForm(OnceForm):
    """What somebody needs, for the facilitator."""

    words = PrivateWords(
        label=_("What you need"),
        help_text=_("Leave out what would tell who you are."),
        rows=5,
        error_messages={"required": _("A sentence on what would help.")},
    )
    use_required_attribute = False
