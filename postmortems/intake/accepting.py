"""From a batch into the story: one transaction, whole or nothing, nothing twice, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.intake.models import Batch, Line
from postmortems.intake.queries import already_told, lines_of
from postmortems.live.services import announce_all
from postmortems.reviews.models import Participant
from postmortems.shared import clock
from postmortems.shared.text import clean, render
from postmortems.timeline.models import EventSource, TimelineEvent
from postmortems.timeline.services import EVENT
from postmortems.wording.models import TextRevision

# More entries than this at once are a log, not a story (timeline/importers/story.py).
MOST = 2_000


class TooMany(Exception):
    """More entries than a story takes at once."""


@dataclass(frozen=True)
class Told:
    """How many entries are new in the story, and how many were in it before."""

    added: int
    before: int


@transaction.atomic
def accept(*, batch: Batch, view: str, actor: User) -> Told:
    """Put the lines of a view ("starred" or "shown") into the story. Twice adds nothing. Raises TooMany."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("review").get(pk=batch.pk)
    lines = list(lines_of(batch, view).filter(event=None)[: MOST + 1])
    if len(lines) > MOST:
        raise TooMany
    if not lines:
        return Told(0, 0)
    here = already_told(batch.review, lines)
    fresh = [line for line in lines if line.identity not in here]
    made = _make(batch, fresh, actor)
    taken = {"state": Batch.State.ACCEPTED, "accepted_at": clock.now(), "origin": batch.origin}
    Batch.objects.filter(pk=batch.pk).update(**taken)
    if made:
        record(verb="imported", chain=f"review:{batch.review_id}", actor=actor, target=f"batch:{batch.pk}")
    return Told(len(made), len(lines) - len(fresh))


def _make(batch: Batch, lines: list[Line], actor: User) -> list[TimelineEvent]:
    _bring_back(batch, lines)
    now = clock.now()
    if lines:
        batch.origin = batch.origin or _origin(batch, actor)
    parts = {part.user_id: part for part in batch.review.participants.exclude(user=None)}
    made: list[TimelineEvent] = TimelineEvent.objects.bulk_create([_event(batch, line, actor, parts) for line in lines])
    place = {"owner_kind": "event", "slot": "body", "version": 1, "author": actor, "written_at": now}
    TextRevision.objects.bulk_create(TextRevision(owner_id=row.pk, body=row.body, **place) for row in made)
    for line, event in zip(lines, made, strict=True):
        line.event = event
        for under in line.merged.all():
            under.event = event
    under_them = [under for line in lines for under in line.merged.all()]
    Line.objects.bulk_update([*lines, *under_them], ["event"], batch_size=1_000)
    announce_all(room=f"review:{batch.review_id}", topic=EVENT, object_ids=[event.pk for event in made])
    return made


def _bring_back(batch: Batch, lines: Iterable[Line]) -> None:
    """An entry that lies in the trash gives up its identity to the one that is taken in now."""
    identities = [line.identity for line in lines]
    lying = TimelineEvent.objects.filter(review=batch.review, external_id__in=identities, deleted_at__isnull=False)
    lying.update(external_id=None)


def _origin(batch: Batch, actor: User) -> EventSource:
    """The source of its entries, whose zone and offset can be changed afterwards; under a name that is free."""
    base = (batch.name or f"{_('pasted')} {clock.local(batch.brought_at, batch.review.zone):%Y-%m-%d %H:%M}")[:70]
    names = set(batch.review.event_sources.filter(kind=batch.source).values_list("name", flat=True))
    name = next(name for n in count(1) if (name := base if n == 1 else f"{base} ({n})") not in names)
    return EventSource.objects.create(
        review=batch.review,
        name=name,
        kind=batch.source,
        zone=batch.zone,
        offset=batch.offset,
        added_by=actor,
        added_at=clock.now(),
    )


def _event(batch: Batch, line: Line, actor: User, parts: dict[int | None, Participant]) -> TimelineEvent:
    body, read_on = words_of(line), batch.clock
    return TimelineEvent(
        review=batch.review,
        origin=batch.origin,
        occurred_at=line.moment(read_on),
        recorded_at=line.moment(read_on.exact),
        names_its_zone=line.names_its_zone,
        is_about=line.is_day_guessed and batch.first_day is None,
        zone=batch.zone,
        kind=line.kind,
        source=batch.source,
        body=body,
        html=render(body),
        participant=parts.get(line.voice.user_id) if line.voice and line.voice.user_id else None,
        role=line.voice.called if line.voice else "",
        evidence_url=line.url,
        is_starred=line.is_starred,
        external_id=line.identity,
        written_by=actor,
        written_at=clock.now(),
    )


def words_of(line: Line) -> str:
    """What the story will say: the words of the line and of what was merged into it, each with who said it.

    A role that stands beside the entry (`_event`) is not said again in its words.
    """
    own = (line.text or line.source) if line.voice and line.voice.called else _said(line)
    under = sorted(line.merged.all(), key=lambda one: one.position)
    return clean("\n\n".join([own, *map(_said, under)]))


def _said(line: Line) -> str:
    """`* ana looks` and `ana: I look` name who it was already."""
    text = line.text or line.source
    if line.voice is None or text.casefold().startswith(
        (f"{line.voice.here} ".casefold(), f"{line.voice.here}:".casefold())
    ):
        return text
    return f"{line.voice.here}: {text}"


@transaction.atomic
def undo(*, batch: Batch, actor: User) -> int:
    """Take what this batch brought out of the story again, into the trash; the batch is there to be accepted anew."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    pks = list(batch.lines.exclude(event=None).values_list("event", flat=True).distinct())
    taken = TimelineEvent.objects.alive().filter(pk__in=pks)
    gone = list(taken.values_list("pk", flat=True))
    taken.update(deleted_at=clock.now(), external_id=None)
    batch.lines.exclude(event=None).update(event=None)
    if Batch.objects.filter(pk=batch.pk, state=Batch.State.ACCEPTED).update(state=Batch.State.READY, accepted_at=None):
        record(verb="took back an import", chain=f"review:{batch.review_id}", actor=actor, target=f"batch:{batch.pk}")
    announce_all(room=f"review:{batch.review_id}", topic=EVENT, object_ids=gone)
    return len(gone)
