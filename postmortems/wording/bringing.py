"""Kept words come back into their form."""

from django import forms

from accounts.models import User
from postmortems.wording.models import Draft
from postmortems.wording.queries import Kept, drafts_of


def bring_back(
    form: forms.Form, *, user: User, target: str, slot: str, field: str, drafts: Kept | None = None
) -> Draft | None:
    """Put this person's kept words for the place into the blank form; one query, none where a page has read its
    `drafts`. The form then carries its `draft`.
    """
    draft = drafts_of(user, target=target).get(slot) if drafts is None else drafts.get((target, slot))
    if draft and not form.is_bound:
        form.initial[field] = draft.body
        form.draft = draft  # type: ignore[attr-defined]
    return draft
