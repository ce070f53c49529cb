"""Naming another action item in a form: by the address of its page, or by a part of its sentence."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State
from postmortems.reviews.access import visible_to
from postmortems.shared.forms import WordsField
from postmortems.wording.policy import PUBLISHABLE

_ADDRESS = re.compile(r"/actions/(\d{1,18})(?:/|$|[?#])")


class OtherItemField(WordsField):
    """Becomes the item that was meant; its form says who asks (`asked_by`), who must be able to see it."""

    user: User
    beside: ActionItem

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("The address of its page, or some words of its sentence."))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Which one is meant?")})
        super().__init__(rows=1, max_length=300, **kwargs)

    def asked_by(self, user: User, *, beside: ActionItem) -> None:
        self.user, self.beside = user, beside

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        found = list(self._meant(typed)[:2])
        if not found:
            raise forms.ValidationError(_("No other action item here has these words."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several have these words. The address of its page says which one."))
        return found[0]

    def _meant(self, typed: str) -> Any:
        rows = ActionItem.objects.alive().filter(review__in=visible_to(self.user), sentence_state__in=PUBLISHABLE)
        rows = rows.exclude(pk=self.beside.pk).exclude(state=State.DUPLICATE).order_by("pk")
        if at := _ADDRESS.search(typed):
            return rows.filter(pk=int(at[1]))
        return rows.filter(sentence__icontains=typed)
