"""Action items with what a row shows of them and nothing else: few columns, few objects."""

from collections.abc import Iterable
from typing import Any

from django.db.models import FETCH_RAISE

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.reviews.models import Review


def _columns(model: Any, *, but: Iterable[str] = (), only: Iterable[str] = ()) -> list[str]:
    """Their names, in the order in which a row is built from them."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if (name in only if only else name not in but)]


_ITEM = _columns(
    ActionItem, but=("deleted_at", "form_key", "sentence_seal", "accepted_at", "effect_answered_on", "touched_at")
)
_OWNER = _columns(User, only=("id", "display_name", "is_active"))
_REVIEW = _columns(Review, only=("id", "number", "title", "zone", "owner_id", "facilitator_id"))
COLUMNS = (*_ITEM, *(f"owner__{name}" for name in _OWNER), *(f"review__{name}" for name in _REVIEW))
_OWNER_FROM, _REVIEW_FROM = len(_ITEM), len(_ITEM) + len(_OWNER)


def items_of(rows: Iterable[tuple[Any, ...]]) -> list[ActionItem]:
    """The items of rows with these columns. Anything else asked of them later is a mistake in the program."""
    owners: dict[int, User] = {}
    reviews: dict[int, Review] = {}
    return [_item(row, owners, reviews) for row in rows]


def _item(row: tuple[Any, ...], owners: dict[int, User], reviews: dict[int, Review]) -> ActionItem:
    item: ActionItem = _known(ActionItem, _ITEM, row[:_OWNER_FROM])
    if item.owner_id is not None:
        if item.owner_id not in owners:
            owners[item.owner_id] = _known(User, _OWNER, row[_OWNER_FROM:_REVIEW_FROM])
        item.owner = owners[item.owner_id]
    if item.review_id not in reviews:
        reviews[item.review_id] = _known(Review, _REVIEW, row[_REVIEW_FROM : len(COLUMNS)])
    item.review = reviews[item.review_id]
    return item


def _known(model: Any, names: list[str], values: tuple[Any, ...]) -> Any:
    """A row of which only these columns are known."""
    return model.from_db("default", names, values, fetch_mode=FETCH_RAISE)
