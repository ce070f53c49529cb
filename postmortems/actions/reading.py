"""Rows of several tables that were read with one statement, as objects: only the columns that were asked for."""

from collections.abc import Iterable
from typing import Any

from django.db.models import FETCH_RAISE

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.reviews.models import Review

_LEFT_OUT = {"deleted_at", "form_key", "sentence_seal", "accepted_at", "effect_answered_on", "touched_at"}


class Columns:
    """The columns of one table at the end of a lookup ("", "owner", "review__team"), all of them unless some are named.
    Anything else asked of its objects later is a mistake in the program and raises FieldFetchBlocked.
    """

    def __init__(self, model: Any, at: str = "", only: Iterable[str] = ()) -> None:
        names = [field.attname for field in model._meta.concrete_fields]
        self.model, self.names = model, [name for name in names if not only or name in only]
        self.lookups = [f"{at}__{name}" if at else name for name in self.names]

    def known(self, values: tuple[Any, ...], seen: dict[Any, Any]) -> Any:
        """The object with these values; the same one for the same row; None where there is no row."""
        key = self.model, values[0]
        if key not in seen:
            there = values[0] is not None
            seen[key] = self.model.from_db("default", self.names, values, fetch_mode=FETCH_RAISE) if there else None
        return seen[key]


class Shape:
    """Several tables side by side."""

    def __init__(self, *parts: Columns) -> None:
        self.parts = parts
        self.lookups = [lookup for part in parts for lookup in part.lookups]

    def objects(self, row: tuple[Any, ...], seen: dict[Any, Any] | None = None) -> list[Any]:
        """One object for each table."""
        found, at, seen = [], 0, {} if seen is None else seen
        for part in self.parts:
            end = at + len(part.names)
            found.append(part.known(row[at:end], seen))
            at = end
        return found


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
