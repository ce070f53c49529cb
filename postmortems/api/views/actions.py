"""Action items: promised, changed, answered, put away. Their forms are the pages' own, so that both ask the same."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from accounts.requests import Request
from postmortems.actions.access import action_for, may_answer, standing_in
from postmortems.actions.answering import AnswerForm
from postmortems.actions.forms import ActionFields
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import answered
from postmortems.actions.saying import check, say
from postmortems.actions.services import Promise, change_action, promise_action, remove_action
from postmortems.actions.states import find_answer
from postmortems.api.answers import answer, expect, nothing, page_answer
from postmortems.api.cleaning import cleaned, data_of
from postmortems.api.cursors import cursor_for, place_of
from postmortems.api.fields import Pk, Ref
from postmortems.api.once import once
from postmortems.api.shapes.action import (
    ActionChange,
    ActionPage,
    ActionsAsked,
    ActionShown,
    ActionWritten,
    Answered,
)
from postmortems.api.showing.action import action_shown, actions_shown, asked_for
from postmortems.reviews.access import EDIT, review_for
from postmortems.shared import clock

router = Router(tags=["action items"])
ASK = "ask_facilitator"


@router.get("/actions", response=ActionPage, url_name="api-actions", summary="Action items of every review")
def actions(request: Request, asked: Query[ActionsAsked]) -> HttpResponse:
    return _page(request, asked_for(request.user, asked), asked)


@router.get(
    "/reviews/{ref}/actions", response=ActionPage, url_name="api-review-actions", summary="Action items of a review"
)
def of_review(request: Request, ref: Ref, asked: Query[ActionsAsked]) -> HttpResponse:
    review = review_for(request, ref)
    return _page(request, asked_for(request.user, asked).filter(review=review), asked)


@router.post(
    "/reviews/{ref}/actions", response={201: ActionShown}, url_name="api-review-actions", summary="Promise something"
)
def promise(request: Request, ref: Ref, said: ActionWritten) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    fields = said.model_dump(exclude={ASK})

    def write(key: uuid.UUID) -> int:
        form = cleaned(ActionFields(data_of(fields), review=review, today=clock.today(request.user.zone)))
        promised = Promise(**{name: form.cleaned_data[name] for name in Promise.__dataclass_fields__})
        who: dict[str, Any] = {"actor": request.user, "form_key": key, "ask": said.ask_facilitator}
        return promise_action(review=review, promise=promised, **who).pk

    pk = once(request, write)
    return answer(request, _shown(request, pk), status=201, location=reverse("api-action", args=[pk]))


@router.get("/actions/{pk}", response=ActionShown, url_name="api-action", summary="One action item")
def action(request: Request, pk: Pk) -> HttpResponse:
    return answer(request, _shown(request, pk))


@router.patch("/actions/{pk}", response=ActionShown, url_name="api-action", summary="Change what is promised")
def change(request: Request, pk: Pk, said: ActionChange) -> HttpResponse:
    with transaction.atomic():
        item = _held(request, pk, to_change=True)
        expect(request, _shown(request, pk))
        sent = said.said()
        is_asking = sent.pop(ASK, False)
        if sent:
            changes = _changes(item, sent, request)
            change_action(item=item, changes=changes, actor=request.user, ask=is_asking)
    return answer(request, _shown(request, pk))


def _changes(item: ActionItem, sent: dict[str, Any], request: Request) -> dict[str, Any]:
    """What was sent, over what stands: the form looks at both together."""
    standing = {
        name: getattr(item, name) for name in ActionFields.base_fields if name not in ("owner", "team", "factors")
    }
    standing |= {"owner": item.owner_id, "team": item.team_id, "factors": [one.pk for one in answered(item)]}
    today = clock.today(request.user.zone)
    form = cleaned(ActionFields(data_of(standing | sent), initial=standing, review=item.review, today=today))
    return {name: form.cleaned_data[name] for name in sent}


@router.delete(
    "/actions/{pk}", response={204: None}, url_name="api-action", summary="Put an action item into the trash"
)
def remove(request: Request, pk: Pk) -> HttpResponse:
    with transaction.atomic():
        item = _held(request, pk, to_change=True)
        expect(request, _shown(request, pk))
        remove_action(item=item, actor=request.user)
    return nothing()


@router.post(
    "/actions/{pk}/answers",
    response={200: ActionShown},
    url_name="api-action-answers",
    summary="Say what becomes of it",
)
def say_answer(request: Request, pk: Pk, said: Answered) -> HttpResponse:
    """One of its `answers`. Needs If-Match; the same under one Idempotency-Key again is answered without it."""
    action_for(request, pk)
    once(request, lambda key: _say(request, pk, said))
    return answer(request, _shown(request, pk))


def _say(request: Request, pk: int, said: Answered) -> int:
    item = _held(request, pk)
    standing = standing_in(item, request.user)
    if not may_answer(standing):
        raise PermissionDenied
    expect(request, _shown(request, pk))
    meant: Any = find_answer(said.answer)
    data = said.model_dump(exclude={"answer"})
    data["other"] = f"/actions/{said.other}/" if said.other else ""
    today = clock.today(request.user.zone)
    form = cleaned(AnswerForm(data_of(data), item=item, answer=meant, user=request.user, today=today))
    check(meant, standing)
    say(item, meant, form.cleaned_data, actor=request.user)
    return item.pk


def _page(request: Request, rows: Any, asked: ActionsAsked) -> HttpResponse:
    place = place_of(asked.cursor, int)
    found = actions_shown(rows, user=request.user, after=int(place[0]) if place else 0, limit=asked.limit)
    following = cursor_for(found[asked.limit - 1].id) if len(found) > asked.limit else None
    return page_answer(request, ActionPage(items=found[: asked.limit], next=following), following)


def _held(request: Request, pk: int, *, to_change: bool = False) -> ActionItem:
    """The action item through its gate, nobody else's until the transaction ends."""
    action_for(request, pk, to_change=to_change)
    ActionItem.objects.select_for_update().only("pk").get(pk=pk)
    return action_for(request, pk, to_change=to_change)


def _shown(request: Request, pk: int) -> ActionShown:
    found = action_shown(request.user, pk)
    if found is None:
        raise Http404
    return found
