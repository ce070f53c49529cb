"""Forms of the factors section: the sentence first, everything else behind "More"."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postmortems.factors.models import ContributingFactor
from postmortems.factors.own_words import choice_of, kind_choices, read_choice
from postmortems.factors.queries import linked_events
from postmortems.factors.services import DETAILS
from postmortems.factors.tag import Tag
from postmortems.factors.taxonomy import Confidence, Level, Sign
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.wording.forms import GuardedForm

FACTOR, HELPED = "factor", "helped"  # the two places of the page where a sentence can be added
FIRST = {FACTOR: _("What made it possible?"), HELPED: _("What held it back?")}
NEXT = {FACTOR: _("What else made it possible?"), HELPED: _("What else held it back?")}
HINTS = {
    FACTOR: _("One condition in the tools, the process or the organisation."),
    HELPED: _("One thing that kept it smaller or shorter, planned or lucky."),
}
EventChoices = Sequence[tuple[int, str]]


class EventChecks(forms.CheckboxSelectMultiple):
    """The story's events to tick. One template for the whole list: a long story has hundreds."""

    template_name = "factors/event_checks.html"


class SentenceForm(GuardedForm):
    """One condition in one sentence."""

    use_required_attribute = False

    sentence = WordsField(
        rows=2,
        max_length=500,
        error_messages={
            "required": _("One sentence is enough. It cannot be empty."),
            "max_length": _("One condition at a time: 500 characters are the most, and this has %(show_value)d."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summary_id = str(self.auto_id).replace("%s", "errors")


class FactorForm(SentenceForm):
    """What adding and changing a factor have in common."""

    sign = forms.ChoiceField(label=_("What it did"), choices=Sign, required=False)
    code = forms.ChoiceField(label=_("Kind of condition"), required=False)
    level = forms.ChoiceField(label=_("Where it lives"), choices=[("", _("Not said")), *Level.choices], required=False)
    confidence = forms.ChoiceField(label=_("How sure"), choices=Confidence, required=False, initial=Confidence.GUESS)
    is_known_bet = forms.BooleanField(label=_("A known bet: a risk taken with open eyes"), required=False)
    events = forms.TypedMultipleChoiceField(
        label=_("Events that show it"), coerce=int, widget=EventChecks, required=False, empty_value=[]
    )

    def __init__(self, *args: Any, events: EventChoices = (), own_kinds: Sequence[Tag] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["events"]
        field.choices = events
        code: Any = self.fields["code"]
        code.choices = [("", _("Not sorted yet")), *kind_choices(own_kinds)]

    @property
    def details(self) -> dict[str, Any]:
        """The details as they are to be written; what was left open keeps its default."""
        said = {name: value for name, value in self.cleaned_data.items() if name in DETAILS and value != ""}
        return said | self._kind if "code" in said else said

    @property
    def _kind(self) -> dict[str, Any]:
        """The code and the own kind below it, chosen as one."""
        code, own = read_choice(self.cleaned_data["code"])
        return {"code": code, "own_kind": own}


class ShortForm(SentenceForm, OnceForm):
    """A new condition, in one of the two places, as far as a page shows it at once: what stands behind "More" is
    fetched when somebody opens it.
    """

    is_short = True

    def __init__(self, *args: Any, place: str, is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{place}-%s", **kwargs)
        self.place, sentence = place, self.fields["sentence"]
        sentence.label, sentence.help_text = (FIRST if is_first else NEXT)[place], HINTS[place]
        self.initial.setdefault("form_key", uuid.uuid4())


class AddForm(FactorForm, ShortForm):
    """A new condition with everything that can be said of it. What helped has one sign only."""

    is_short = False

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, place=place, **kwargs)
        sign: Any = self.fields["sign"]
        if place == HELPED:
            del self.fields["sign"], self.fields["is_known_bet"]
        else:
            sign.choices = [choice for choice in Sign.choices if choice[0] != Sign.HELD_BACK]

    @property
    def details(self) -> dict[str, Any]:
        return super().details | ({"sign": Sign.HELD_BACK} if self.place == HELPED else {})


class EditForm(FactorForm):
    """A standing condition. The form carries what it read: the sentence's seal, and each detail as a hidden initial."""

    MERGED = (*sorted(DETAILS), "events")
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, factor: ContributingFactor, reads_words: bool, **kwargs: Any) -> None:
        standing = {name: getattr(factor, name) for name in DETAILS} | {"was": factor.sentence_seal}
        standing |= {"code": choice_of(factor.code, factor.own_number)}  # type: ignore[attr-defined]
        standing |= {"sentence": factor.sentence if reads_words else "", "events": linked_events(factor)}
        super().__init__(*args, auto_id=f"factor-{factor.pk}-%s", initial=standing, **kwargs)
        self.fields["sentence"].label = _("In one sentence")
        for name in self.MERGED:
            self.fields[name].show_hidden_initial = True

    @property
    def details(self) -> dict[str, Any]:
        """The details that this person changed, so that another's change of another detail stays."""
        may_be_empty = {"code", "level"}
        changed = DETAILS & set(self.changed_data)
        values = {name: self.cleaned_data[name] for name in changed}
        said = {name: value for name, value in values.items() if value != "" or name in may_be_empty}
        return said | self._kind if "code" in said else said

    @property
    def linked_events(self) -> list[int] | None:
        """The events chosen, or None where nobody touched them."""
        return self.cleaned_data["events"] if "events" in self.changed_data else None


class AcceptForm(forms.Form):
    """Why a condition is accepted for now, without an action item. Nothing takes the acceptance back."""

    use_required_attribute = False

    because = WordsField(
        label=_("Accepted for now, because"),
        help_text=_("What it would cost, and what would make us think again. Empty takes it back."),
        rows=2,
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, factor: ContributingFactor, **kwargs: Any) -> None:
        kwargs |= {"initial": {"because": factor.accepted_because}, "auto_id": f"accept-{factor.pk}-%s"}
        super().__init__(*args, **kwargs)
