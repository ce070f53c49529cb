"""The bytes themselves, for whoever may see the review. Nothing that somebody uploaded runs here."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.attachments import storage
from postmortems.attachments.models import Attachment
from postmortems.reviews.access import review_for

# A file is no page of ours: whatever it holds has no origin, no script and no way to ask for more.
ALONE = {"default-src": [CSP.NONE], "sandbox": ""}


@require_safe
@csp_override(ALONE)
def attachment(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """A picture as it was made anew; any other file only to be saved."""
    found = _found(request, ref, pk)
    kind = found.content_type if found.is_image else "application/octet-stream"
    return _bytes(found, content_type=kind, as_attachment=not found.is_image)


@require_safe
@csp_override(ALONE)
def small(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """The picture as pages show it."""
    found = _found(request, ref, pk)
    if not found.is_image:
        raise Http404
    return _bytes(found, content_type="image/webp", small=True)


def _found(request: Request, ref: str, pk: int) -> Attachment:
    return get_object_or_404(review_for(request, ref).attachments.alive(), pk=pk)


def _bytes(found: Attachment, *, content_type: str, as_attachment: bool = False, small: bool = False) -> FileResponse:
    try:
        file = storage.place_of(found.stored, small=small).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=as_attachment, filename=found.name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
