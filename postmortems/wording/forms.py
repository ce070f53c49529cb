"""Forms around a guarded sentence: the one that it is typed into, and the facilitator's answer to a held one."""

from typing import Any, Self

from django import forms
from django.http import QueryDict  # noqa: TID251 - what a bound form reads from
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from postmortems.language import Verdict
from postmortems.shared.forms import WordsField
from postmortems.shared.text import clean
from postmortems.wording.judge import judge
from postmortems.wording.models import Draft
from postmortems.wording.refusal import GAP, Coaching, begun, coaching


def hinted(slot: str = "") -> dict[str, str]:
    """The attributes of a field beneath which hint.js may say a quiet word; the slot chooses what is hinted at."""
    return {"data-hint": reverse("hint"), "data-slot": slot}


class GuardedForm(forms.Form):
    """The guarded field is called `sentence`, unless the form names another in `guarded_field`.

    `coaching` is what `wording/coaching.html` shows beneath it.
    `is_refused` says that these words were sent and refused just now: the panel then takes the focus.
    `draft` are the author's own words that are kept for this place, whether they stand in the field or not.
    """

    guarded_field = "sentence"
    hint_slot = ""  # the slot whose policy the hint follows while somebody types (policy.SLOTS)
    coaching: Coaching | None = None
    is_refused = False
    is_started = False
    draft: Draft | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser cuts what is pasted at `maxlength` without a word; we say it and keep the rest.
        attrs = self.fields[self.guarded_field].widget.attrs
        attrs.pop("maxlength", None)
        attrs |= hinted(self.hint_slot)

    def clean_sentence(self) -> str:
        words: str = self.cleaned_data["sentence"]
        if GAP in words and not self.is_started:
            raise forms.ValidationError(_("One gap is still open: what belongs where the line is?"), code="gap")
        return words

    @property
    def guarded(self) -> forms.BoundField:
        """The guarded field as the page shows it."""
        return self[self.guarded_field]

    def refuse(self, verdict: Verdict, *, draft: Draft | None = None) -> Self:
        """Show that these words were refused; they stay in the field."""
        self.is_refused, self.draft = True, draft
        return self._coach(verdict)

    def bring_back(self, draft: Draft) -> Self:
        """Put the author's kept words into the field, with what the guard had said of refused ones."""
        self.initial[self.guarded_field], self.draft = draft.body, draft
        return self._coach(judge(draft.body)) if draft.why == Draft.Why.REFUSED else self

    def _coach(self, verdict: Verdict) -> Self:
        self.coaching = coaching(verdict, str(self.guarded.value() or ""))
        field: Any = self.fields[self.guarded_field]
        field.is_held = self.coaching is not None and self.coaching.is_refusal
        if field.is_held:
            stem = self.guarded.auto_id
            told_by = f"{stem}_helptext {stem}_why" if field.help_text else f"{stem}_why"
            field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": told_by}
        return self

    @classmethod
    def started(cls, data: QueryDict, *args: Any, draft: Draft | None = None, **kwargs: Any) -> Self:
        """The posted form with the offered sentence (`start`) in place of the one it was made for, to be finished."""
        data = data.copy()
        words = clean(str(data.get(cls.guarded_field, "")))
        data[cls.guarded_field] = begun(words, str(data["start"]), judge(words))
        form = cls(data, *args, **kwargs)
        form.is_started, form.draft = True, draft
        form.fields[cls.guarded_field].widget.attrs |= {"autofocus": True, "data-gap": GAP}
        return form


class SettleForm(forms.Form):
    """The facilitator's answer to a held sentence: allow it with a reason, or offer another."""

    ALLOW, REWORD = "allow", "reword"
    use_required_attribute = False

    decision = forms.ChoiceField(
        choices=[(ALLOW, ALLOW), (REWORD, REWORD)], error_messages={"required": _("One of the two answers.")}
    )
    offer = WordsField(rows=2, max_length=500, label=_("Another way to say it"), required=False)
    reason = WordsField(rows=1, max_length=300, label=_("Why it may stand"), required=False)

    @property
    def summary_id(self) -> str:
        return str(self.auto_id).replace("%s", "errors")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == self.ALLOW and not data.get("reason"):
            self.add_error("reason", _("One sentence says why, for those who come later."))
        if data.get("decision") == self.REWORD and not data.get("offer"):
            self.add_error("offer", _("The sentence that is offered, in full."))
        return data
