"""Working through a batch: starred, set aside, merged, put into other words. Nothing of it is in the story yet."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from postmortems.intake.models import Batch, Line, Voice
from postmortems.shared.text import clean


@dataclass(frozen=True, kw_only=True)
class Said:
    """A line in other words. `at` is what the batch's clock shows."""

    at: dt.datetime
    text: str
    kind: str
    voice: Voice | None = None


def rows_of(batch: Batch, pks: Iterable[int]) -> QuerySet[Line]:
    """These lines, as far as they are of this batch and not in the story."""
    return batch.lines.filter(pk__in=list(pks), event=None)


def star(*, batch: Batch, lines: Iterable[int], is_starred: bool = True) -> int:
    """Mark lines as moments of the story; what was set aside comes back with it."""
    rows = rows_of(batch, lines).exclude(at=None)
    return rows.update(is_starred=True, is_discarded=False) if is_starred else rows.update(is_starred=False)


def discard(*, batch: Batch, lines: Iterable[int], is_discarded: bool = True) -> int:
    """Set lines aside. They stay in the batch and can be brought back."""
    return rows_of(batch, lines).update(is_discarded=is_discarded, **({"is_starred": False} if is_discarded else {}))


@transaction.atomic
def merge(*, batch: Batch, lines: Iterable[int]) -> Line | None:
    """Put lines together under the first of them that has a time; each keeps its own words and source."""
    rows = list(rows_of(batch, lines).filter(merged_into=None).select_for_update())
    first = next((row for row in rows if row.at is not None), None)
    if first is None or len(rows) < 2:
        return None
    others = [row.pk for row in rows if row.pk != first.pk]
    batch.lines.filter(merged_into__in=others).update(merged_into=first)
    batch.lines.filter(pk__in=others).update(merged_into=first, is_starred=False, is_discarded=False)
    if any(row.is_starred for row in rows) and not first.is_starred:
        batch.lines.filter(pk=first.pk).update(is_starred=True)
    return first


def take_apart(*, batch: Batch, lines: Iterable[int]) -> int:
    """Undo a merging: what lay under these lines stands by itself again."""
    return batch.lines.filter(merged_into__in=list(lines), event=None).update(merged_into=None)


def reword(*, line: Line, said: Said) -> None:
    """Give a line other words, another time or another speaker; also to one that was not understood."""
    line.text, line.kind, line.voice = clean(said.text), said.kind, said.voice
    line.at, line.names_its_zone, line.is_day_guessed, line.is_either_order = said.at, False, False, False
    if not line.identity:
        line.identity = f"by-hand:{line.batch_id}:{line.position}"
    line.reason = ""
    changed = ["text", "kind", "voice", "at", "names_its_zone", "is_day_guessed", "is_either_order", "identity"]
    line.save(update_fields=[*changed, "reason"])


def set_clock(*, batch: Batch, **said: object) -> None:
    """Read its times on another clock."""
    for name, value in said.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(said))


def show_noise(*, batch: Batch, kinds: Iterable[str]) -> None:
    """Show these kinds of noise among the rest."""
    batch.shown_noise = sorted(set(kinds) & set(batch.noise))
    batch.save(update_fields=["shown_noise"])


@transaction.atomic
def introduce(*, batch: Batch, people: dict[int, tuple[User | None, str]]) -> None:
    """Say who the voices are, by their keys: a member, or a word that stands for them."""
    for voice in batch.voices.filter(pk__in=people):
        voice.user, voice.called = people[voice.pk]
        voice.save(update_fields=["user", "called"])


def put_away(*, batch: Batch) -> None:
    """Take a batch off the pages; a reading that is under way stops at its next portion."""
    states = (Batch.State.CHOOSING, Batch.State.WAITING, Batch.State.READING, Batch.State.READY, Batch.State.REFUSED)
    if Batch.objects.filter(pk=batch.pk, state__in=states).update(state=Batch.State.AWAY):
        batch.chunks.all().delete()
