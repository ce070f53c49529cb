"""Kept words come back into their form."""

from django import forms

from accounts.models import User
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of


def bring_back(form: forms.Form, *, user: User, target: str, slot: str, field: str) -> Draft | None:
    """Put this person's kept words for the place into the blank form; one query. The form then carries its `draft`."""
    draft = drafts_of(user, target=target).get(slot)
    if draft and not form.is_bound:
        form.initial[field] = draft.body
        form.draft = draft  # type: ignore[attr-defined]
    return draft
