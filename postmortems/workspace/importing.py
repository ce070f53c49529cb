"""Taking in a review that was written elsewhere: the whole document or nothing, and the same document once."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State as ActionState
from postmortems.audit.services import record
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Incident, Review, Service, Visibility
from postmortems.reviews.services import title_from
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.shared.models import next_number
from postmortems.shared.text import clean, render
from postmortems.timeline.importers.result import (
    ImportedAction,
    ImportedCause,
    ImportedEvent,
    ImportedEvidence,
    ImportedReview,
)
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.wording.disputes import guarded
from postmortems.wording.models import Text, TextRevision
from postmortems.wording.policy import WordingState
from postmortems.wording.services import remember, write_text


class CannotImportError(Exception):
    """The document has problems (`ImportedReview.problems`); nothing of it was stored."""


@dataclass(frozen=True)
class TakenIn:
    """The review of a document, and whether it is new here."""

    review: Review
    is_new: bool


def already_here(draft: ImportedReview) -> Review | None:
    """The review that this document became before; also one in the trash."""
    return Review.objects.filter(external_id=draft.external_id).first()


def take_in(*, draft: ImportedReview, owner: User | None = None, visibility: str = Visibility.EVERYONE) -> TakenIn:
    """Store the document as a draft review. A document that is here already changes nothing. Raises CannotImportError.

    Its causes, lessons and action items are not refused, whatever they say: they are marked as imported, and have to be
    looked at before the review is shared.
    """
    if draft.problems:
        raise CannotImportError
    if earlier := already_here(draft):
        return TakenIn(earlier, is_new=False)
    try:
        with transaction.atomic():
            return TakenIn(_store(draft, owner, visibility), is_new=True)
    except IntegrityError:
        earlier = already_here(draft)  # somebody was quicker with the same document
        if earlier is None:
            raise
        return TakenIn(earlier, is_new=False)


def _store(draft: ImportedReview, owner: User | None, visibility: str) -> Review:
    membership = Membership.objects.filter(user=owner).select_related("team").order_by("pk").first() if owner else None
    review = Review.objects.create(
        number=next_number("review"),
        title=draft.title or title_from(draft.summary),
        state=State.DRAFT,
        owner=owner,
        filed_by=owner,
        team=membership.team if membership else None,
        zone=owner.zone if owner else "UTC",
        visibility=visibility,
        source_url=draft.source_url,
        external_id=draft.external_id,
        filed_at=clock.now(),
    )
    _store_incident(draft, review)
    _store_texts(draft, review)
    _store_events(draft.events, review)
    _store_causes(draft.causes, review)
    _store_actions(draft.actions, review)
    record(verb="imported", chain=f"review:{review.pk}", actor=owner)
    return review


def _store_incident(draft: ImportedReview, review: Review) -> None:
    noticed = clean(draft.impact or draft.summary) or review.title
    incident = Incident.objects.create(review=review, noticed=noticed, about=list(draft.about), **draft.stamps)
    if draft.service:
        found = Service.objects.filter(name__iexact=draft.service).first()
        incident.services.add(found or Service.objects.create(name=draft.service))


def _store_texts(draft: ImportedReview, review: Review) -> None:
    """Summary and impact meet the guard's hint like typed ones; lessons, where it would refuse, wait as imported."""
    for slot, body in (("summary", draft.summary), ("impact", draft.impact), ("imported", kept_text(draft))):
        if body.strip():
            write_text(kind="review", pk=review.pk, slot=slot, body=body, base_version=0, author=review.owner)
    if draft.lessons.strip():
        text = Text(owner_kind="review", owner_id=review.pk, slot="lessons", changed_at=clock.now())
        guarded(text, "body").put(text, clean(draft.lessons), WordingState.IMPORTED)
        text.html = render(text.body)
        text.save()
        remember(kind="review", pk=review.pk, slot="lessons", body=text.body, author=review.owner, version=1)


def kept_text(draft: ImportedReview) -> str:
    """Everything of the document that found no place, as Markdown: nothing of it is dropped."""
    parts = [f"### {section.heading}\n\n{section.body}" if section.heading else section.body for section in draft.kept]
    if draft.not_understood:
        lines = "\n".join(line.text for line in draft.not_understood)
        parts.append(f"### {_('Not understood')}\n\n~~~~\n{lines}\n~~~~")
    return "\n\n".join(parts)


def _store_events(events: tuple[ImportedEvent, ...], review: Review) -> None:
    now = clock.now()
    rows = [
        TimelineEvent(
            review=review,
            occurred_at=event.at,
            is_about=event.is_about,
            zone=review.zone,
            kind=event.kind,
            source=TimelineEvent.Source.IMPORT,
            body=clean(event.text),
            html=render(clean(event.text)),
            external_id=_event_id(event.at, event.text),
            written_by=review.owner,
            written_at=now,
        )
        for event in events
    ]
    made = TimelineEvent.objects.bulk_create(rows)
    place = {"owner_kind": "event", "slot": "body", "version": 1, "author": review.owner, "written_at": now}
    TextRevision.objects.bulk_create(TextRevision(owner_id=row.pk, body=row.body, **place) for row in made)
    Evidence.objects.bulk_create(
        _evidence(shown, row) for event, row in zip(events, made, strict=True) for shown in event.shows
    )


def _evidence(shown: ImportedEvidence, event: TimelineEvent) -> Evidence:
    kind = Evidence.Kind.MESSAGE if shown.quote else Evidence.Kind.LINK
    said = {"quote": clean(shown.quote), "said_by": clean(shown.said_by), "url": shown.url, "label": clean(shown.label)}
    return Evidence(event=event, kind=kind, added_by=event.written_by, added_at=event.written_at, **said)


def _event_id(at: dt.datetime, text: str) -> str:
    return hashlib.sha256(f"{at.isoformat()} {text}".encode()).hexdigest()


def _store_causes(causes: tuple[ImportedCause, ...], review: Review) -> None:
    for position, cause in enumerate(causes, start=1):
        factor = ContributingFactor(review=review, sign=cause.sign, position=position, written_at=clock.now())
        guarded(factor, "sentence").put(factor, clean(cause.sentence), WordingState.IMPORTED)
        factor.save()


def _store_actions(actions: tuple[ImportedAction, ...], review: Review) -> None:
    """Promises made elsewhere are nobody's here until somebody takes them on, and a date in the past asks nobody."""
    today = clock.today(review.zone)
    for action in actions:
        due = action.due_on if action.due_on and action.due_on >= today and not action.is_done else None
        row = ActionItem(
            review=review,
            type=action.type,
            team=review.team,
            state=ActionState.DONE if action.is_done else ActionState.OFFERED,
            done_on=today if action.is_done else None,
            due_on=due,
            first_due_on=due,
            touched_at=clock.now(),
            written_at=clock.now(),
        )
        guarded(row, "sentence").put(row, clean(action.sentence), WordingState.IMPORTED)
        row.save()
