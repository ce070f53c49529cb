"""What made it possible, and what helped. The guard refuses here what it refuses on the page."""

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from accounts.requests import Request
from postmortems.api.answers import answer, expect, nothing, page_answer
from postmortems.api.cursors import cursor_for, place_of
from postmortems.api.fields import Pk, Ref
from postmortems.api.once import once
from postmortems.api.problems import of_field, unfit
from postmortems.api.shapes.factor import FactorChange, FactorPage, FactorsAsked, FactorShown, FactorWritten
from postmortems.api.showing.factor import factor_shown, factors_shown
from postmortems.factors.models import ContributingFactor
from postmortems.factors.services import DETAILS, accept_factor, add_factor, change_factor, remove_factor
from postmortems.factors.tag import Tag
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review

router = Router(tags=["factors"])


@router.get("/reviews/{ref}/factors", response=FactorPage, url_name="api-factors", summary="What made it possible")
def factors(request: Request, ref: Ref, asked: Query[FactorsAsked]) -> HttpResponse:
    review = review_for(request, ref)
    place = place_of(asked.cursor, int)
    found = factors_shown(review, user=request.user, after=int(place[0]) if place else 0, limit=asked.limit)
    following = cursor_for(found[asked.limit - 1].id) if len(found) > asked.limit else None
    return page_answer(request, FactorPage(items=found[: asked.limit], next=following), following)


@router.post("/reviews/{ref}/factors", response={201: FactorShown}, url_name="api-factors", summary="Add a factor")
def add(request: Request, ref: Ref, said: FactorWritten) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    events = _events(review, said.shown_by)
    details = said.model_dump(include=set(DETAILS)) | {"own_kind": _own_kind(said.code, said.own_kind)}

    def write(key: uuid.UUID) -> int:
        return add_factor(
            review=review, sentence=said.sentence.strip(), actor=request.user, form_key=key,
            events=events, ask=said.ask_facilitator, **details,
        ).pk  # fmt: skip

    pk = once(request, write)
    place = reverse("api-factor", args=[review.ref, pk])
    return answer(request, _shown(request, review, pk), status=201, location=place)


@router.get("/reviews/{ref}/factors/{pk}", response=FactorShown, url_name="api-factor", summary="One factor")
def factor(request: Request, ref: Ref, pk: Pk) -> HttpResponse:
    return answer(request, _shown(request, review_for(request, ref), pk))


@router.patch("/reviews/{ref}/factors/{pk}", response=FactorShown, url_name="api-factor", summary="Change a factor")
def change(request: Request, ref: Ref, pk: Pk, said: FactorChange) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    with transaction.atomic():
        row = _held(request, review, pk)
        changes = said.said()
        _change(row, changes, request)
        if "accepted_because" in changes:
            accept_factor(factor=row, because=changes["accepted_because"].strip(), actor=request.user)
    return answer(request, _shown(request, review, pk))


def _change(row: ContributingFactor, changes: dict[str, Any], request: Request) -> None:
    events = _events(row.review, changes["shown_by"]) if "shown_by" in changes else None
    details = {name: value for name, value in changes.items() if name in DETAILS}
    if "code" in changes or "own_kind" in changes:
        details["code"] = changes.get("code", row.code)
        details["own_kind"] = _own_kind(details["code"], changes.get("own_kind", ""))
    change_factor(
        factor=row,
        sentence=changes.get("sentence", row.sentence).strip(),
        was=row.sentence_seal,
        actor=request.user,
        events=events,
        ask=changes.get("ask_facilitator", False),
        **details,
    )


@router.delete(
    "/reviews/{ref}/factors/{pk}", response={204: None}, url_name="api-factor", summary="Put a factor into the trash"
)
def remove(request: Request, ref: Ref, pk: Pk) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    with transaction.atomic():
        remove_factor(factor=_held(request, review, pk), actor=request.user)
    return nothing()


def _held(request: Request, review: Review, pk: int) -> ContributingFactor:
    """The factor, as the program read it, nobody else's until the transaction ends."""
    row = review.factors.alive().select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    expect(request, _shown(request, review, pk))
    row.review = review
    return row


def _shown(request: Request, review: Review, pk: int) -> FactorShown:
    found = factor_shown(review, pk, user=request.user)
    if found is None:
        raise Http404
    return found


def _own_kind(code: str, name: str) -> int | None:
    """The own kind of this name below the code, as long as it is offered. Raises Problem."""
    if not name:
        return None
    found = Tag.objects.filter(name__iexact=name, code=code, archived_at=None).exclude(code="").first()
    if found is None:
        raise unfit([of_field("own_kind", "No kind of that name is defined below this code.")])
    return found.pk


def _events(review: Review, numbers: list[int]) -> list[int]:
    """The entries that show it, all of this story. Raises Problem."""
    here = set(review.events.alive().filter(pk__in=numbers).values_list("pk", flat=True))
    unknown = [f"event-{number}" for number in numbers if number not in here]
    if unknown:
        raise unfit([of_field("shown_by", f"Not in this story: {', '.join(unknown[:5])}.")])
    return numbers
