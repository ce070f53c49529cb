"""Bringing a log or a chat from wherever it is: read at once, looked through by a person before it is in the story."""

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from ninja import Router

from accounts.requests import Request
from postmortems.api.answers import answer
from postmortems.api.fields import Ref
from postmortems.api.once import once
from postmortems.api.problems import of_field, unfit
from postmortems.api.shapes.review import Brought, BroughtShown
from postmortems.intake import bringing
from postmortems.reviews.access import EDIT, review_for
from postmortems.timeline.importers.result import CannotReadError

router = Router(tags=["timeline"])


@router.post(
    "/reviews/{ref}/intake", response={201: BroughtShown}, url_name="api-intake", summary="Bring a log or a chat"
)
def bring(request: Request, ref: Ref, said: Brought) -> HttpResponse:
    """The whole is read, or nothing is kept and the answer names line and column."""
    review = review_for(request, ref, EDIT)
    brought = bringing.Brought(data=said.text.encode(), name=said.name)

    def write(key: uuid.UUID) -> int:
        try:
            return bringing.bring(review=review, brought=brought, author=request.user, form_key=key).pk
        except bringing.Unknown:
            raise unfit([of_field("text", "Neither a chat nor a file that is known here.")]) from None
        except CannotReadError as error:
            where = [of_field("text", str(one.words), line=one.line, column=one.column) for one in error.problems]
            raise unfit(where) from None

    batch = review.batches.get(pk=once(request, write))
    place = reverse("intake-batch", args=[review.ref, batch.pk])
    shown = BroughtShown(id=batch.pk, url=settings.BASE_URL + place, lines=batch.lines.count(), read_as=batch.importer)
    return answer(request, shown, status=201)
