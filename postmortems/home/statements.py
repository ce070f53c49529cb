"""How Home asks: each statement is written once in a process, and its rows become objects (shared/statements.py)."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.somebody import somebody
from postmortems.actions.models import ActionItem
from postmortems.reviews.models import Review
from postmortems.shared.statements import PERSON, Columns, Shape, Statement

SINCE = dt.datetime(1, 1, 7, tzinfo=dt.UTC)  # stands for a moment that is said with each question
REVIEW, ITEM = Shape(Columns(Review)), Shape(Columns(ActionItem), Columns(Review, "review"))
Rows = Callable[[User], QuerySet[Any]]


def reviews(user: User, rows: Rows, said: Mapping[Any, Any], *, most: int) -> list[Review]:
    """The first of what `rows` finds for this person, with what is `said` for its marks; one query."""
    return [REVIEW.objects(row)[0] for row in _ask(user, rows, REVIEW, said, most)]


def items(user: User, rows: Rows, said: Mapping[Any, Any], *, most: int) -> list[ActionItem]:
    """The same for action items, each with its review."""
    seen: dict[Any, Any] = {}
    found = []
    for row in _ask(user, rows, ITEM, said, most):
        item, item.review = ITEM.objects(row, seen)
        found.append(item)
    return found


def _ask(user: User, rows: Rows, shape: Shape, said: Mapping[Any, Any], most: int) -> list[tuple[Any, ...]]:
    return _written(rows, shape, most).ask({PERSON: user.pk, **said}) if user.is_active else []


@cache
def _written(rows: Rows, shape: Shape, most: int) -> Statement:
    return Statement.of(rows(somebody()).values_list(*shape.lookups)[:most])
