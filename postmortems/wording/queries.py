"""Reading words."""

from accounts.models import User
from postmortems.wording.models import Draft, Text


def texts_of(*, kind: str, pk: int) -> dict[str, Text]:
    """Every section of one thing by its slot; one query."""
    return {text.slot: text for text in Text.objects.filter(owner_kind=kind, owner_id=pk)}


def drafts_of(user: User, *, target: str) -> dict[str, Draft]:
    """This person's own drafts for one thing by their slot; one query."""
    return {draft.slot: draft for draft in Draft.objects.filter(author=user, target=target)}
