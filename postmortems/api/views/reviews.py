"""Reviews: what is on record, putting something on record, its facts and its texts."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from accounts.requests import Request
from postmortems.api.answers import answer, expect, page_answer
from postmortems.api.cursors import cursor_for, place_of
from postmortems.api.fields import Pk, Ref
from postmortems.api.locks import locked_review
from postmortems.api.once import once
from postmortems.api.problems import of_field, unfit
from postmortems.api.shapes.review import (
    Filed,
    IncidentChange,
    IncidentShown,
    ReviewChange,
    ReviewPage,
    ReviewsAsked,
    ReviewShown,
)
from postmortems.api.showing.review import changes_of, incident_shown, line_of, review_shown
from postmortems.api.showing.voice import Voice
from postmortems.reviews.access import review_for, visible_to
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.queries import Filters, asked_for, lines
from postmortems.reviews.services import Report, put_on_record
from postmortems.workspace.facts import save_facts

router = Router(tags=["reviews"])


@router.get("/reviews", response=ReviewPage, url_name="api-reviews", summary="What is on record, newest first")
def reviews(request: Request, asked: Query[ReviewsAsked]) -> HttpResponse:
    filters = Filters(words=asked.words, state=asked.state, mine=asked.mine, team=asked.team, service=asked.service)
    rows = asked_for(visible_to(request.user), filters, user=request.user)
    place = place_of(asked.cursor, int)
    found = list(lines(rows, before=int(place[0]) if place else None)[: asked.limit + 1])
    following = cursor_for(found[asked.limit - 1].number) if len(found) > asked.limit else None
    page = ReviewPage(items=[line_of(row) for row in found[: asked.limit]], next=following)
    return page_answer(request, page, following)


@router.post("/reviews", response={201: ReviewShown}, summary="Put something on record", url_name="api-reviews")
def file(request: Request, said: Filed) -> HttpResponse:
    """Any words are taken, whoever they are about: the guard asks later, where causes are written."""
    report = Report(**said.model_dump())

    def write(key: uuid.UUID) -> int:
        return put_on_record(report=report, reporter=request.user, form_key=key).number

    review = review_for(request, f"PIR-{once(request, write)}")
    return answer(request, review_shown(review), status=201, location=reverse("api-review", args=[review.ref]))


@router.get("/reviews/{ref}", response=ReviewShown, summary="One review", url_name="api-review")
def review(request: Request, ref: Ref) -> HttpResponse:
    return answer(request, review_shown(review_for(request, ref)))


@router.patch("/reviews/{ref}", response=ReviewShown, summary="Change title or kind", url_name="api-review")
def change_review(request: Request, ref: Ref, said: ReviewChange) -> HttpResponse:
    """A title that ends with a person is kept and waits to be looked at before sharing, as on the page."""
    with transaction.atomic():
        found = locked_review(request, ref)
        expect(request, review_shown(found))
        if changes := said.said():
            save_facts(review=found, incident=None, changes=changes, author=request.user)
    return answer(request, review_shown(review_for(request, ref)))


@router.get("/reviews/{ref}/incidents/{pk}", response=IncidentShown, summary="One incident", url_name="api-incident")
def incident(request: Request, ref: Ref, pk: Pk) -> HttpResponse:
    found = review_for(request, ref)
    return answer(request, incident_shown(_incident(found, pk), Voice(found)))


@router.patch(
    "/reviews/{ref}/incidents/{pk}", response=IncidentShown, summary="Change its facts", url_name="api-incident"
)
def change_incident(request: Request, ref: Ref, pk: Pk, said: IncidentChange) -> HttpResponse:
    with transaction.atomic():
        found = locked_review(request, ref)
        standing = _incident(found, pk)
        expect(request, incident_shown(standing, Voice(found)))
        changes = changes_of(said)
        _check(standing, changes)
        save_facts(review=found, incident=standing, changes=changes, author=request.user)
    return answer(request, incident_shown(_incident(found, pk), Voice(found)))


def _check(standing: Incident, changes: dict[str, Any]) -> None:
    """What the database would refuse, said beforehand by field. Raises Problem."""
    will_be = {name: changes.get(name, getattr(standing, name)) for name in IncidentShown.model_fields if name != "id"}
    if will_be["started_at"] and will_be["resolved_at"] and will_be["resolved_at"] < will_be["started_at"]:
        raise unfit([of_field("resolved_at", "It cannot be over before it began.")])
    if will_be["impact_count"] is not None and not will_be["impact_unit"]:
        raise unfit([of_field("impact_unit", "A number of what?")])


def _incident(found: Review, pk: int) -> Incident:
    row = found.incidents.filter(pk=pk).prefetch_related("services").first()
    if row is None:
        raise Http404
    return row
