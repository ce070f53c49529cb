"""The forms of action items: a sentence, an owner, a date, and how one will know. The rest may come later."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import Team, User
from postmortems.actions.fields import A_DATE, DATE, must_see, still_ahead
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import answered, choices_of
from postmortems.actions.services import Promise
from postmortems.actions.strength import Reach, Strength, Type
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared.forms import OnceForm, WordsField
from postmortems.shared.merging import MergingForm
from postmortems.wording.forms import GuardedForm

MORE = ("type", "strength", "reach", "team", "effect_check_on", "hypothesis", "factors")  # what stands behind "More"


class PromiseFields(GuardedForm):
    """What a promise begins with. `today` is the date where the person at the form is."""

    use_required_attribute = False

    sentence = WordsField(
        label=_("What will exist that does not exist today?"),
        help_text=_("Begin with a verb: make, remove, split, rehearse …"),
        rows=2,
        max_length=300,
        error_messages={
            "required": _("One sentence: what will exist then?"),
            "max_length": _("That is a long one. Under 300 characters it is easier to keep."),
        },
    )
    owner = PersonField(label=_("Who"), required=False, empty_label=_("Nobody yet"))
    due_on = forms.DateField(label=_("By when"), required=False, widget=DATE, error_messages=A_DATE)
    done_when = WordsField(
        label=_("Done when"),
        help_text=_("Something that somebody else could check."),
        rows=1,
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, review: Review, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.today = review, today
        for name, rows in choices_of(review).items():
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_owner(self) -> User | None:
        return must_see(self.cleaned_data["owner"], self.review)

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        return day if day == self.initial.get("due_on") else still_ahead(day, today=self.today)


class ActionFields(PromiseFields):
    """Everything that can be said of an action item."""

    type = forms.ChoiceField(label=_("What it is for"), choices=[("", "—"), *Type.choices], required=False)
    strength = forms.TypedChoiceField(
        label=_("Strength"),
        help_text=_("Stronger removes or blocks the path; weaker leans on remembering."),
        choices=[("", "—"), *Strength.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reach = forms.ChoiceField(
        label=_("Reach"),
        help_text=_("How far it helps: here only, or wherever the same could happen."),
        choices=[("", "—"), *Reach.choices],
        required=False,
    )
    effect_check_on = forms.DateField(
        label=_("Ask whether it helped on"),
        help_text=_("Left open, it is asked thirty days after a middle or stronger one is done."),
        required=False,
        widget=DATE,
        error_messages=A_DATE,
    )
    hypothesis = WordsField(
        label=_("If it is only tried: what do you expect to see?"),
        help_text=_("The day by which it is to be done is the day on which it stops."),
        rows=2,
        max_length=1000,
        required=False,
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("The review’s team")
    )
    factors = forms.ModelMultipleChoiceField(
        ContributingFactor.objects.none(),
        label=_("What it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors: Any = self.fields["factors"]
        factors.choices = [(factor.pk, factor.sentence) for factor in factors.queryset]

    @property
    def more(self) -> Iterable[forms.BoundField]:
        """What stands behind "More"."""
        return [self[name] for name in MORE]


class ShortForm(PromiseFields, OnceForm):
    """Adds one on a page that shows other things as well: what stands behind "More" is fetched when it is opened."""

    is_short = True


class ActionForm(ActionFields, OnceForm):
    """Adds one. `is_answering`: it was opened from the condition that it answers."""

    is_answering = False

    def promise(self) -> Promise:
        said = self.cleaned_data
        return Promise(**{name: said[name] for name in Promise.__dataclass_fields__})


class ChangeForm(ActionFields, MergingForm):
    """Changes one: what two people changed is merged field by field."""

    NAMES = ("sentence", "owner", "due_on", "done_when", *MORE)

    def __init__(self, *args: Any, item: ActionItem, reads_words: bool, **kwargs: Any) -> None:
        values = {name: getattr(item, name) for name in self.NAMES if name != "factors"}
        values |= {
            "owner": item.owner_id,
            "team": item.team_id,
            "factors": [factor.pk for factor in answered(item)],
        }
        super().__init__(*args, review=item.review, initial=values, **kwargs)
        self.item = item
        if not reads_words:  # held words of somebody else: the rest can be changed without them
            del self.fields["sentence"]

    def _now(self) -> dict[str, str]:
        """What stands, even while a draft of the sentence stands in the field."""
        now = super()._now()
        return now | ({"sentence": self.item.sentence} if "sentence" in now else {})
