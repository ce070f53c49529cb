"""The guarded field: words that no way into the database gets past the language guard.

Beside the words stand two columns, `<name>_state` and `<name>_seal`. The field judges the words whenever a row is
saved, by whatever code (a form, the admin, a shell, bulk_create), and seals them: seal = md5(state + ' ' + words).
The database checks the seal, so that `update()`, `bulk_update()` and SQL, which never meet the field, cannot change
words or state alone. A seal that fits is trusted: unchanged words are not judged again, and words that a person
decided about (held, allowed) stay so.
"""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import MD5, Concat
from django.utils.translation import gettext_lazy as _

from postmortems.language import Verdict
from postmortems.shared.text import clean
from postmortems.wording.judge import blames, judge, of_others
from postmortems.wording.policy import Policy, WordingState


class BlameRefused(ValidationError):
    """Words that put the cause in a person reached a field that refuses them. `verdict` never goes into logs."""

    def __init__(self, field: str, verdict: Verdict) -> None:
        super().__init__(_("These words end the story with a person."), code="blame")
        self.field, self.verdict = field, verdict


def seal(state: str, words: str) -> str:
    """The seal that the database's CHECK expects beside these words in this state."""
    return hashlib.md5(f"{state} {words}".encode(), usedforsecurity=False).hexdigest()


def seal_constraint(field: str, *, name: str) -> models.CheckConstraint:
    """The CHECK that holds words, state and seal together."""
    parts = F(f"{field}_state"), Value(" "), F(field)
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}_seal": MD5(Concat(*parts, output_field=models.TextField()))}),
        name=name,
        violation_error_message=_("These words did not pass the guard on their way in."),
    )


class StateField(models.CharField):
    """What is known about the guarded words beside it."""

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "max_length": 10,
            "choices": WordingState,
            "default": WordingState.CHECKED,
            "editable": False,
        }
        super().__init__(**(defaults | kwargs))


class SealField(models.CharField):
    """Proof that words and state went through the guarded field together."""

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 32, "default": "", "editable": False}
        super().__init__(**(defaults | kwargs))


class GuardedField(models.TextField):
    """Text that the language guard judges before it is saved. A model's `guard_policy` may choose another policy."""

    def policy_for(self, row: models.Model) -> Policy:
        chosen = getattr(row, "guard_policy", None)
        return chosen(self.name) if chosen else Policy.REFUSE

    def is_sealed(self, row: models.Model, words: str) -> bool:
        """Whether the row carries the seal of exactly these words."""
        state = getattr(row, f"{self.name}_state")
        return bool(getattr(row, f"{self.name}_seal") == seal(state, words))

    def settle(self, row: models.Model, words: str) -> WordingState:
        """The state that unsealed words get; BlameRefused where this field refuses them."""
        policy = self.policy_for(row)
        verdict = of_others(judge(words)) if policy == Policy.OWN else judge(words)
        if not blames(verdict):
            return WordingState.CHECKED
        if policy in (Policy.REFUSE, Policy.OWN):
            raise BlameRefused(self.name, verdict)
        return WordingState.HINTED

    def put(self, row: models.Model, words: str, state: str) -> None:
        """Set words, state and seal on the row together, unjudged: for those who may decide (hold, allow, import)."""
        setattr(row, self.attname, words)
        setattr(row, f"{self.name}_state", state)
        setattr(row, f"{self.name}_seal", seal(state, words))

    def validate(self, value: str, model_instance: models.Model | None) -> None:
        """What forms and the admin call: refuse with the same words as saving would."""
        super().validate(value, model_instance)
        if model_instance is not None and not self.is_sealed(model_instance, clean(value)):
            self.settle(model_instance, clean(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = clean(getattr(model_instance, self.attname) or "")
        if not self.is_sealed(model_instance, words):
            self.put(model_instance, words, self.settle(model_instance, words))
        return words


class GuardedModel(models.Model):
    """A row with guarded fields. `save(update_fields=...)` takes their companions along."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        names = kwargs.get("update_fields")
        if names is not None:
            guarded = {field.name for field in self._meta.fields if isinstance(field, GuardedField)} & set(names)
            kwargs["update_fields"] = {*names, *(f"{name}{end}" for name in guarded for end in ("_state", "_seal"))}
        super().save(*args, **kwargs)
