"""The story of a review: read, told one by one or many at once, changed, put away."""

import uuid

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from accounts.requests import Request
from postmortems.api.answers import answer, expect, nothing, page_answer
from postmortems.api.cursors import cursor_for, moment_of, place_of
from postmortems.api.fields import Pk, Ref
from postmortems.api.once import form_key_of, once
from postmortems.api.problems import of_field, unfit
from postmortems.api.shapes.event import (
    EventChange,
    EventPage,
    EventsAsked,
    EventShown,
    EventsMade,
    EventsWritten,
    EventWritten,
)
from postmortems.api.showing.event import event_shown, events_after
from postmortems.api.showing.voice import Voice
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review
from postmortems.shared.text import clean
from postmortems.timeline.adding import add_events, added_under
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry, add_event, change_event, remove_event

router = Router(tags=["timeline"])


@router.get("/reviews/{ref}/timeline", response=EventPage, url_name="api-timeline", summary="The story, in order")
def timeline(request: Request, ref: Ref, asked: Query[EventsAsked]) -> HttpResponse:
    """What its author keeps back is not in it, nor what was hidden as noise."""
    review = review_for(request, ref)
    cursor = place_of(asked.cursor, str, int)
    place = (moment_of(cursor[0]), int(cursor[1])) if cursor else None
    found = events_after(review, place=place, since=asked.since, limit=asked.limit)
    shown, voice = found[: asked.limit], Voice(review)
    following = cursor_for(shown[-1].occurred_at.isoformat(), shown[-1].pk) if len(found) > asked.limit else None
    page = EventPage(items=[event_shown(event, review, voice) for event in shown], next=following)
    return page_answer(request, page, following)


@router.post("/reviews/{ref}/timeline", response={201: EventShown}, url_name="api-timeline", summary="Tell one thing")
def tell(request: Request, ref: Ref, said: EventWritten) -> HttpResponse:
    review = review_for(request, ref, EDIT)

    def write(key: uuid.UUID) -> int:
        return add_event(review=review, entry=entry_of(said), author=request.user, form_key=key).pk

    return _made(request, review, once(request, write))


@router.post(
    "/reviews/{ref}/timeline/bulk",
    response={201: EventsMade},
    url_name="api-timeline-bulk",
    summary="Tell many things: all, or none",
)
def tell_many(request: Request, ref: Ref, said: EventsWritten) -> HttpResponse:
    """Where one entry does not fit, none is added, and the answer names the line of each that does not."""
    review = review_for(request, ref, EDIT)

    made: list[TimelineEvent] = []

    def write(key: uuid.UUID) -> int:
        entries = [entry_of(one) for one in said.entries]
        made.extend(add_events(review=review, entries=entries, author=request.user, form_key=key))
        return made[0].pk

    once(request, write)
    ids = [event.pk for event in made or added_under(review, form_key_of(request), len(said.entries))]
    return answer(request, EventsMade(count=len(ids), ids=ids), status=201)


@router.get("/reviews/{ref}/timeline/{pk}", response=EventShown, url_name="api-event", summary="One entry")
def event(request: Request, ref: Ref, pk: Pk) -> HttpResponse:
    review = review_for(request, ref)
    return answer(request, event_shown(_event(review, pk), review, Voice(review)))


@router.patch("/reviews/{ref}/timeline/{pk}", response=EventShown, url_name="api-event", summary="Change an entry")
def change(request: Request, ref: Ref, pk: Pk, said: EventChange) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    found = _event(review, pk)
    found.review = review
    expect(request, event_shown(found, review, Voice(review)))
    changes = said.said()
    if "other_view" in changes:
        changes["has_two_views"] = bool(changes["other_view"])
    entry = Entry.of(found, **changes)
    if entry.ended_at and entry.ended_at < entry.occurred_at:
        raise unfit([of_field("ended_at", "It cannot end before it begins.")])
    change_event(event=found, entry=entry, base_version=found.version, author=request.user)
    return answer(request, event_shown(_event(review, pk), review, Voice(review)))


@router.delete(
    "/reviews/{ref}/timeline/{pk}", response={204: None}, url_name="api-event", summary="Put an entry into the trash"
)
def remove(request: Request, ref: Ref, pk: Pk) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    with transaction.atomic():
        found = _event(review, pk, is_held=True)
        expect(request, event_shown(found, review, Voice(review)))
        remove_event(event=found, actor=request.user)
    return nothing()


def entry_of(said: EventWritten) -> Entry:
    values = said.model_dump() | {"body": clean(said.body), "has_two_views": bool(said.other_view)}
    return Entry(**values)


def _made(request: Request, review: Review, pk: int) -> HttpResponse:
    shown = event_shown(_event(review, pk), review, Voice(review))
    return answer(request, shown, status=201, location=reverse("api-event", args=[review.ref, pk]))


def _event(review: Review, pk: int, *, is_held: bool = False) -> TimelineEvent:
    rows = review.events.alive().filter(pk=pk)
    rows = rows.select_for_update(of=("self",)) if is_held else rows
    found: TimelineEvent | None = rows.select_related("participant__user").first()
    if found is None:
        raise Http404
    return found
