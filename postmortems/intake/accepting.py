"""From a batch into the story: one transaction, whole or nothing, nothing twice, and back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.intake.models import Batch, Line
from postmortems.intake.queries import already_told, lines_of
from postmortems.live.services import announce
from postmortems.shared import clock
from postmortems.shared.text import clean, render
from postmortems.timeline.models import TimelineEvent
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
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.ACCEPTED, accepted_at=clock.now())
    if made:
        record(verb="imported", chain=f"review:{batch.review_id}", actor=actor, target=f"batch:{batch.pk}")
    return Told(len(made), len(lines) - len(fresh))


def _make(batch: Batch, lines: list[Line], actor: User) -> list[TimelineEvent]:
    _bring_back(batch, lines)
    now = clock.now()
    made = TimelineEvent.objects.bulk_create([_event(batch, line, actor) for line in lines])
    place = {"owner_kind": "event", "slot": "body", "version": 1, "author": actor, "written_at": now}
    TextRevision.objects.bulk_create(TextRevision(owner_id=row.pk, body=row.body, **place) for row in made)
    for line, event in zip(lines, made, strict=True):
        line.event = event
        for under in line.merged.all():
            under.event = event
    under_them = [under for line in lines for under in line.merged.all()]
    Line.objects.bulk_update([*lines, *under_them], ["event"], batch_size=1_000)
    for event in made:
        announce(room=f"review:{batch.review_id}", topic=EVENT, object_id=event.pk)
    return made


def _bring_back(batch: Batch, lines: Iterable[Line]) -> None:
    """An entry that lies in the trash gives up its identity to the one that is taken in now."""
    identities = [line.identity for line in lines]
    lying = TimelineEvent.objects.filter(review=batch.review, external_id__in=identities, deleted_at__isnull=False)
    lying.update(external_id=None)


def _event(batch: Batch, line: Line, actor: User) -> TimelineEvent:
    body = words_of(line)
    return TimelineEvent(
        review=batch.review,
        occurred_at=line.moment(batch.clock),
        is_about=line.is_day_guessed and batch.first_day is None,
        zone=batch.zone,
        kind=line.kind,
        source=batch.source,
        body=body,
        html=render(body),
        evidence_url=line.url,
        is_starred=line.is_starred,
        external_id=line.identity,
        written_by=actor,
        written_at=clock.now(),
    )


def words_of(line: Line) -> str:
    """What the story will say: the words of the line and of what was merged into it, each with who said it."""
    parts = [_said(one) for one in (line, *sorted(line.merged.all(), key=lambda under: under.position))]
    return clean("\n\n".join(parts))


def _said(line: Line) -> str:
    text = line.text or line.source
    return f"{line.voice.here}: {text}" if line.voice else text


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
    for pk in gone:
        announce(room=f"review:{batch.review_id}", topic=EVENT, object_id=pk)
    return len(gone)
