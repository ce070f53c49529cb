"""Rows of several tables that were read with one statement, as objects: only the columns that were asked for."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.reviews.models import Review
from postmortems.shared.statements import Columns, Shape

_LEFT_OUT = {"deleted_at", "form_key", "sentence_seal", "accepted_at", "effect_answered_on", "touched_at"}


LINE = Shape(
    Columns(ActionItem, only={field.attname for field in ActionItem._meta.concrete_fields} - _LEFT_OUT),
    Columns(User, "owner", only=("id", "display_name", "is_active")),
    Columns(Review, "review", only=("id", "number", "title", "zone", "owner_id", "facilitator_id")),
)
COLUMNS = LINE.lookups


def items_of(rows: Iterable[tuple[Any, ...]]) -> list[ActionItem]:
    """The action items of rows with these columns: what a row of the board or of the review shows."""
    seen: dict[Any, Any] = {}
    found = []
    for row in rows:
        item, item.owner, item.review = LINE.objects(row, seen)
        found.append(item)
    return found
