"""The long texts of a review, by their version."""

from django.db import transaction
from django.http import Http404, HttpResponse
from ninja import Router

from accounts.requests import Request
from postmortems.api.answers import answer, expect
from postmortems.api.fields import Ref
from postmortems.api.locks import locked_review
from postmortems.api.shapes.review import TextList, TextShown, TextWritten
from postmortems.api.showing.review import texts_shown
from postmortems.reviews.access import review_for
from postmortems.reviews.models import Review
from postmortems.workspace.services import save_section

router = Router(tags=["texts"])


@router.get("/reviews/{ref}/texts", response=TextList, url_name="api-texts", summary="Every long text")
def texts(request: Request, ref: Ref) -> HttpResponse:
    return answer(request, TextList(items=texts_shown(review_for(request, ref))))


@router.get("/reviews/{ref}/texts/{slot}", response=TextShown, url_name="api-text", summary="One long text")
def text(request: Request, ref: Ref, slot: str) -> HttpResponse:
    return answer(request, _text(review_for(request, ref), slot))


@router.put("/reviews/{ref}/texts/{slot}", response=TextShown, url_name="api-text", summary="Write a long text")
def write_text(request: Request, ref: Ref, slot: str, said: TextWritten) -> HttpResponse:
    """Lessons that end with a person are refused (422); other texts are kept, and looked at before sharing."""
    with transaction.atomic():
        found = locked_review(request, ref)
        standing = _text(found, slot)
        expect(request, standing)
        save_section(review=found, slot=slot, body=said.body, base_version=standing.version, author=request.user)
    return answer(request, _text(found, slot))


def _text(review: Review, slot: str) -> TextShown:
    found = next((one for one in texts_shown(review) if one.slot == slot), None)
    if found is None:
        raise Http404
    return found
