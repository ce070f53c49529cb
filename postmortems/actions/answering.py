"""The form of one answer about an action item: only what that answer asks for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choosing import PersonField
from accounts.models import User
from postmortems.actions.fields import A_DATE, DATE, must_see, still_ahead
from postmortems.actions.models import ActionItem
from postmortems.actions.other_item import OtherItemField
from postmortems.actions.queries import choices_of
from postmortems.actions.states import Answer, Effect, InTheWay, Outcome
from postmortems.shared.forms import WordsField

ASKED: dict[str, tuple[str, ...]] = {
    "room": ("reason", "due_on"),
    "date": ("due_on", "in_the_way", "reason"),
    "rest": ("until", "in_the_way", "reason"),
    "person": ("owner", "reason"),
    "outcome": ("outcome", "reason"),
    "other": ("other", "reason"),
    "effect": ("effect", "reason"),
}
REASONS: dict[str, str | Promise] = {
    "make_room": _("What makes room for it?"),
    "new_date": _("In a few words, if they help"),
    "snooze": _("What does it wait for?"),
    "hand_over": _("What should they know?"),
    "outcome": _("What did it show?"),
    "duplicate": _("In a few words, if they help"),
    "blocked": _("What is in the way?"),
    "decline": _("What has changed?"),
    "effect": _("How can anybody tell?"),
}
HINTS: dict[str, str | Promise] = {
    "make_room": _("Who covers what, or which work waits. A sentence or a date is enough."),
    "late": _("Who covers what, or which work waits."),
    "snooze": _("Its date stays. It can rest three times; then another date says it more honestly."),
    "duplicate": _("This one ends here, and shows what becomes of the other."),
    "hand_over": _("They are asked first; until they answer it is only offered."),
}


class AnswerForm(forms.Form):
    """What somebody says about an action item. `today` is the date where they are."""

    use_required_attribute = False

    owner = PersonField(
        label=_("Who could take it?"),
        empty_label=_("Nobody known yet"),
        error_messages={"required": _("Whom shall it be offered to?")},
    )
    due_on = forms.DateField(
        label=_("New date"), widget=DATE, error_messages=A_DATE | {"required": _("Which day is right?")}
    )
    in_the_way = forms.ChoiceField(
        label=_("What is in the way"), choices=[("", _("not said")), *InTheWay.choices], required=False
    )
    until = forms.DateField(label=_("Until"), widget=DATE, error_messages=A_DATE | {"required": _("Until which day?")})
    outcome = forms.ChoiceField(
        label=_("How did it end?"), choices=Outcome.choices, error_messages={"required": _("Which answer is it?")}
    )
    other = OtherItemField(label=_("Which one?"))
    effect = forms.ChoiceField(
        label=_("Did it help?"), choices=Effect.choices, error_messages={"required": _("Which answer is it?")}
    )
    reason = WordsField(
        rows=1, max_length=2000, error_messages={"required": _("One sentence says why, for those who plan with it.")}
    )

    def __init__(self, *args: Any, item: ActionItem, answer: Answer, user: User, today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{answer.name}-{item.pk}-%s")
        super().__init__(*args, **kwargs)
        self.item, self.answer, self.user, self.today = item, answer, user, today
        wanted = ASKED.get(answer.asks, ())
        if answer.asks == "reason":
            wanted = ("in_the_way", "reason") if answer.name == "blocked" else ("reason",)
        self.order_fields(wanted)
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        self._fit()

    def _fit(self) -> None:
        """Label and need of each field as this answer asks for it."""
        if "reason" in self.fields:
            reason: Any = self.fields["reason"]
            reason.label, reason.required = REASONS[self.answer.name], self.answer.asks in ("reason", "rest")
            reason.help_text = HINTS.get("late" if self._is_late else self.answer.name, "")
        if "due_on" in self.fields:
            self.fields["due_on"].required = self.answer.asks == "date" or self._is_late
            if self._is_late:
                self.fields["due_on"].error_messages["required"] = _("Its date has passed. Which one is next?")
        if "other" in self.fields:
            self.fields["other"].asked_by(self.user, beside=self.item)  # type: ignore[attr-defined]
        if "owner" in self.fields:
            owner: Any = self.fields["owner"]
            owner.queryset = choices_of(self.item.review)["owner"].exclude(pk=self.item.owner_id)
            owner.required = self.item.owner_id != self.user.pk  # who has it may always give it back

    @property
    def summary_id(self) -> str:
        return str(self.auto_id).replace("%s", "errors")

    @property
    def is_refused(self) -> bool:
        return bool(self.errors)

    def clean_owner(self) -> User | None:
        return must_see(self.cleaned_data["owner"], self.item.review)

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        return still_ahead(day, today=self.today)

    def clean_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["until"]
        if day <= self.today:
            raise forms.ValidationError(_("It rests until a day that is still ahead."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.answer.asks == "room" and not self.errors:
            self._check_room(said)
        return said

    @property
    def _is_late(self) -> bool:
        """Room for something whose date has passed needs another date."""
        is_past = self.item.due_on is not None and self.item.due_on < self.today
        return self.answer.asks == "room" and is_past

    def _check_room(self, said: dict[str, Any]) -> None:
        if not said.get("reason") and not said.get("due_on"):
            self.add_error("reason", _("A sentence or a date says what makes room."))
