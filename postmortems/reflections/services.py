"""Writing private words. Nothing here leaves a trace in the record, in a mail or on anybody's screen."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from postmortems.reflections.answers import NOTHING, Answers
from postmortems.reflections.check_in import PutAway
from postmortems.reflections.fence import seen_by
from postmortems.reflections.models import Reflection
from postmortems.reflections.need import Need
from postmortems.reflections.sealing import (
    need_purpose,
    opened_answers,
    purpose_of,
    sealed_answers,
    snapshot_purpose,
)
from postmortems.reflections.snapshot import Snapshot
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.sealing import renewed, seal


@dataclass
class OtherWords(Exception):
    """Another page of the same person wrote these answers meanwhile. Nothing was kept."""

    names: list[str]
    answers: Answers


def write_account(
    *, author: User, review: Review, words: dict[str, str], page: uuid.UUID, seen: dt.datetime
) -> Reflection:
    """Keep these answers for their author alone. `seen` is when their page last heard of the account.

    Raises OtherWords, and Unreadable where what stands there was sealed with a key that is gone.
    """
    with seen_by(author):
        row = _row(author, review)
        before = opened_answers(row.sealed, author=author.pk)
        if unknown := before.unknown_to(words, page=str(page), seen=seen):
            raise OtherWords(unknown, before)
        now = clock.now()
        row.sealed = sealed_answers(before.having(words, page=str(page), at=now), author=author.pk)
        row.saved_at = now
        row.save()
    return row


def _row(author: User, review: Review) -> Reflection:
    """The row, locked. Of two first words at the same moment, the second finds the row of the first."""
    mine = Reflection.objects.select_for_update().filter(author=author, review=review)
    if row := mine.first():
        return row
    empty = sealed_answers(NOTHING, author=author.pk)
    Reflection.objects.bulk_create(
        [Reflection(author=author, review=review, sealed=empty, saved_at=clock.now())], ignore_conflicts=True
    )
    return mine.get()


def delete_account(*, author: User, pk: uuid.UUID) -> None:
    """For good: there is no trash for it."""
    with seen_by(author):
        Reflection.objects.filter(author=author, pk=pk).delete()


def share_snapshot(*, author: User, reader: User, review: Review, words: str, key: uuid.UUID) -> None:
    """Show these words, as they are now, to one colleague. The same press twice shows them once."""
    sealed = seal(words, purpose=snapshot_purpose(author.pk, reader.pk))
    today = clock.today(author.zone)
    row = Snapshot(pk=key, author=author, reader=reader, review=review, sealed=sealed, shared_on=today)
    with seen_by(author):
        _add_once(row)


def put_away_snapshot(*, user: User, pk: uuid.UUID) -> None:
    """Taken back by who wrote it, or put away by who read it: gone for both."""
    with seen_by(user):
        (Snapshot.objects.filter(pk=pk, author=user) | Snapshot.objects.filter(pk=pk, reader=user)).delete()


def send_need(*, review: Review, facilitator: User, words: str, key: uuid.UUID) -> None:
    """Let the facilitator know what somebody needs. Takes no sender, so that none can be stored."""
    sealed = seal(words, purpose=need_purpose(facilitator.pk))
    today = clock.today(facilitator.zone)
    _add_once(Need(pk=key, facilitator=facilitator, review=review, sealed=sealed, sent_on=today))


def put_away_need(*, facilitator: User, pk: uuid.UUID) -> None:
    """It was taken care of: nothing of it stays."""
    with seen_by(facilitator):
        Need.objects.filter(facilitator=facilitator, pk=pk).delete()


def _add_once(row: Snapshot | Need) -> None:
    """Its id came with the form. Whether it was there is not asked: nobody who sends a need may see one."""
    model: Any = type(row)
    model.objects.bulk_create([row], ignore_conflicts=True)


def forget_all_of(person: User) -> None:
    """Everything that they wrote for themselves, showed, were shown or were told, and what they put away."""
    with seen_by(person):
        for model in (Reflection, Snapshot, Need, PutAway):
            model._base_manager.all().delete()


def renew_all_of(person: User) -> list[bool]:
    """Seal everything that this person can read anew with the present key; whether each could be. Through the fence, as
    everything else.
    """
    with seen_by(person):
        sealed: list[tuple] = [(row, purpose_of(person.pk)) for row in Reflection.objects.filter(author=person)]
        sealed += [
            (row, snapshot_purpose(row.author_id, row.reader_id)) for row in Snapshot.objects.filter(author=person)
        ]
        sealed += [(row, need_purpose(person.pk)) for row in Need.objects.filter(facilitator=person)]
        return [_renew(row, purpose) for row, purpose in sealed]


def _renew(row: Reflection | Snapshot | Need, purpose: str) -> bool:
    new = renewed(bytes(row.sealed), purpose=purpose)
    if new is not None:
        row.sealed = new
        row.save(update_fields=["sealed"])
    return new is not None
