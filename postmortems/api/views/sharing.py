"""Before a review is shared: what it waits for, asking those involved, who keeps it and who may see it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from ninja import Router

from accounts.requests import Request
from postmortems.api.answers import answer, expect, nothing
from postmortems.api.cleaning import cleaned, data_of
from postmortems.api.fields import Ref
from postmortems.api.locks import locked_review
from postmortems.api.once import once
from postmortems.api.problems import Problem, of_field, unfit
from postmortems.api.shapes.sharing import KeepersChange, KeepersShown, SharingChange, SharingShown
from postmortems.api.showing.sharing import keepers_shown, sharing_shown
from postmortems.reviews.access import EDIT, STEER, powers_in, review_for, visible_to
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.workspace import sharing
from postmortems.workspace.forms import PeopleForm
from postmortems.workspace.services import save_people

router = Router(tags=["sharing"])


@router.get(
    "/reviews/{ref}/sharing", response=SharingShown, url_name="api-sharing", summary="What sharing still waits for"
)
def what_it_waits_for(request: Request, ref: Ref) -> HttpResponse:
    """For those who write it. It is shared by a move (`/moves`) to `published`."""
    return answer(request, sharing_shown(review_for(request, ref, EDIT)))


@router.patch(
    "/reviews/{ref}/sharing", response=SharingShown, url_name="api-sharing", summary="Roles for names, points passed"
)
def prepare(request: Request, ref: Ref, said: SharingChange) -> HttpResponse:
    """For those who keep it."""
    with transaction.atomic():
        standing = locked_review(request, ref, STEER)
        expect(request, sharing_shown(standing))
        sent = said.said()
        for point, reason in sent.get("passed", {}).items():
            _pass(request, standing, point, reason)
        if "names_as_roles" in sent:
            sharing.name_roles(review=standing, roles=sent["names_as_roles"], actor=request.user)
    return answer(request, sharing_shown(review_for(request, ref, STEER)))


def _pass(request: Request, standing: Review, point: str, reason: str) -> None:
    try:
        if reason.strip():
            sharing.waive(review=standing, point=point, reason=reason, actor=request.user)
        else:
            sharing.unwaive(review=standing, point=point, actor=request.user)
    except sharing.CannotShare as error:
        raise unfit([of_field(f"passed.{point}"[:80], str(error))]) from None


@router.post(
    "/reviews/{ref}/sharing/asked", response={200: SharingShown}, url_name="api-sharing-asked",
    summary="Ask those involved whether it is told right",
)  # fmt: skip
def ask_involved(request: Request, ref: Ref) -> HttpResponse:
    """For those who keep it. Their working day begins now, and each gets a mail; asked again, all are asked."""
    review_for(request, ref, STEER)
    once(request, lambda key: _ask(request, ref))
    return answer(request, sharing_shown(review_for(request, ref, STEER)))


def _ask(request: Request, ref: str) -> int:
    standing = locked_review(request, ref, STEER)
    expect(request, sharing_shown(standing))
    try:
        sharing.show(review=standing, actor=request.user)
    except sharing.CannotShare as error:
        raise Problem(409, "Nobody is asked now", str(error)) from None
    return standing.pk


@router.get("/reviews/{ref}/keepers", response=KeepersShown, url_name="api-keepers", summary="Who keeps and sees it")
def keepers(request: Request, ref: Ref) -> HttpResponse:
    """For those who keep it."""
    return answer(request, keepers_shown(review_for(request, ref, STEER)))


@router.patch(
    "/reviews/{ref}/keepers", response={200: KeepersShown, 204: None}, url_name="api-keepers",
    summary="Say who keeps it, and who may see it",
)  # fmt: skip
def change_keepers(request: Request, ref: Ref, said: KeepersChange) -> HttpResponse:
    """For those who keep it. Whoever gives it away and may not keep it any more gets 204."""
    with transaction.atomic():
        standing = locked_review(request, ref, STEER)
        read = keepers_shown(standing)
        expect(request, read)
        form = cleaned(_form(request, standing, read, said.said()))
        changes = form.merged().changes
        save_people(review=standing, said=form.cleaned_data, changes=changes, author=request.user)
    left = visible_to(request.user).filter(pk=standing.pk).first()
    if left is None or STEER not in powers_in(request.user, left):
        return nothing()
    return answer(request, keepers_shown(review_for(request, ref, STEER)))


def _form(request: Request, standing: Review, read: KeepersShown, sent: dict[str, Any]) -> PeopleForm:
    """What was sent, over what stands: the form looks at both together."""
    now: dict[str, Any] = {
        "owner": standing.owner_id, "facilitator": standing.facilitator_id, "team": standing.team_id,
        "visibility": standing.visibility, "because": read.because, "ends_on": read.ends_on,
        "visible_teams": [one.id for one in read.visible_teams],
        "visible_people": [one.id for one in read.visible_people],
    }  # fmt: skip
    said = data_of(now | sent)
    if said["ends_on"]:
        said["ends_on"] = said["ends_on"].isoformat()
    return PeopleForm(said, review=standing, today=clock.today(request.user.zone))
