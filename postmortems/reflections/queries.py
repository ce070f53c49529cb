"""Reads of private words. Each asks whose they are, and each stands inside the fence that asks again."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from postmortems.reflections.answers import NOTHING, Answers
from postmortems.reflections.fence import seen_by
from postmortems.reflections.models import Reflection
from postmortems.reflections.need import Need
from postmortems.reflections.sealing import need_purpose, opened, opened_answers, snapshot_purpose
from postmortems.reflections.snapshot import Snapshot
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.shared.sealing import unseal


@dataclass(frozen=True)
class Line:
    """One row of a list, and its review as far as this person may see it now."""

    row: Any  # a Reflection, a Snapshot or a Need
    review: Review | None


def answers_in(user: User, review: Review) -> Answers:
    """What this person wrote about this review. Raises Unreadable."""
    with seen_by(user):
        row = Reflection.objects.filter(author=user, review=review).first()
    return opened_answers(row.sealed, author=user.pk) if row else NOTHING


def own(user: User, pk: uuid.UUID) -> Reflection | None:
    """One account of this person."""
    with seen_by(user):
        return Reflection.objects.filter(author=user, pk=pk).first()


def own_accounts(user: User) -> list[Line]:
    """All accounts of this person, the last written first."""
    with seen_by(user):
        rows = list(Reflection.objects.filter(author=user).order_by("-saved_at"))
    return _lines(user, rows)


def shared_by(user: User) -> list[Line]:
    """What they show somebody."""
    with seen_by(user):
        rows = list(Snapshot.objects.filter(author=user).select_related("reader").order_by("-shared_on", "pk"))
    return _lines(user, rows)


def shared_with(user: User) -> list[Line]:
    """What somebody shows them."""
    with seen_by(user):
        rows = list(Snapshot.objects.filter(reader=user).select_related("author").order_by("-shared_on", "pk"))
    return _lines(user, rows)


def snapshot_for(user: User, pk: uuid.UUID) -> Snapshot | None:
    """One copy that this person wrote or may read."""
    with seen_by(user):
        found = Snapshot.objects.select_related("author", "reader").filter(pk=pk).first()
    return found if found and user.pk in (found.author_id, found.reader_id) else None


def words_of(snapshot: Snapshot) -> str:
    return opened(bytes(snapshot.sealed), purpose=snapshot_purpose(snapshot.author_id, snapshot.reader_id))


def needs_for(user: User, *, today: dt.date) -> list[tuple[Line, str]]:
    """What people need, for this facilitator, from the day after on: nobody learns who just pressed a key."""
    with seen_by(user):
        rows = list(Need.objects.filter(facilitator=user, sent_on__lt=today).order_by("sent_on", "pk"))
    return [(line, _need_words(line.row, user)) for line in _lines(user, rows)]


def _need_words(row: Need, user: User) -> str:
    """Nothing where no key reads them: a list is shown as far as it can be."""
    return unseal(bytes(row.sealed), purpose=need_purpose(user.pk))


def _lines(user: User, rows: list) -> list[Line]:
    found = visible_to(user).in_bulk({row.review_id for row in rows if row.review_id}) if rows else {}
    return [Line(row, found.get(row.review_id)) for row in rows]
