"""Moving a review on: to the meeting, to be shared, to its end."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from ninja import Router

from accounts.requests import Request
from accounts.roles import Power
from postmortems.api.answers import answer, expect
from postmortems.api.fields import Ref
from postmortems.api.locks import locked_review
from postmortems.api.once import once
from postmortems.api.problems import Problem, of_field, unfit
from postmortems.api.shapes.review import ReviewShown
from postmortems.api.shapes.sharing import Moved
from postmortems.api.showing.review import review_shown
from postmortems.api.showing.sharing import sharing_shown
from postmortems.reviews.access import VIEW, review_for
from postmortems.reviews.models import Review
from postmortems.reviews.services import CannotMove
from postmortems.reviews.states import State, find_move, is_end
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.queries import texts_of
from postmortems.workspace import services, sharing

router = Router(tags=["reviews"])


@router.post("/reviews/{ref}/moves", response={200: ReviewShown}, url_name="api-moves", summary="Move a review on")
def make_move(request: Request, ref: Ref, said: Moved) -> HttpResponse:
    """One of its `moves`. Needs If-Match; the same under one Idempotency-Key again is answered without it. What sharing
    still waits for comes with the 409, in `sharing`.
    """
    review_for(request, ref)
    once(request, lambda key: _move(request, ref, said))
    return answer(request, review_shown(review_for(request, ref)))


def _move(request: Request, ref: str, said: Moved) -> int:
    standing = locked_review(request, ref, VIEW)
    if not standing.powers & {Power.EDIT, Power.STEER}:
        raise PermissionDenied
    expect(request, review_shown(standing))
    wanted = find_move(standing.state, said.to)
    if wanted and wanted.asks == "reason" and not said.reason.strip():
        raise unfit([of_field("reason", "One sentence says why, for those who come later.")])
    try:
        _make(request, standing, said)
    except BlameRefused as refused:
        raise BlameRefused("reason", refused.verdict) from None
    except CannotMove as error:
        raise _not_now(standing, said, error) from None
    return standing.pk


def _make(request: Request, standing: Review, said: Moved) -> None:
    who: dict[str, Any] = {"actor": request.user, "powers": standing.powers}
    if is_end(find_move(standing.state, said.to)):
        text = texts_of(kind="review", pk=standing.pk).get("closing")
        different: dict[str, Any] = {"different": said.reason.strip(), "base_version": text.version if text else 0}
        sharing.close(review=standing, **different, **who)
    else:
        services.move(review=standing, to=said.to, reason=said.reason, **who)


def _not_now(standing: Review, said: Moved, error: CannotMove) -> Problem:
    """Why not; where sharing waits for something, also for what."""
    is_waiting = said.to == State.PUBLISHED and Power.EDIT in standing.powers
    more: dict[str, Any] = {"sharing": sharing_shown(standing).model_dump(mode="json")} if is_waiting else {}
    return Problem(409, "It cannot go there now", str(error), **more)
