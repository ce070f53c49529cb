"""The bytes themselves, for whoever may see the review. Nothing that somebody uploaded runs here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
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
    with _there():
        file = storage.place_of(found.stored).open("rb")
    response = FileResponse(file, as_attachment=not found.is_image, filename=found.name, content_type=kind)
    return _for_us_alone(response)


@require_safe
@csp_override(ALONE)
def small(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """The picture as pages show it. Read at once: a page that goes away in the middle leaves no open file behind."""
    found = _found(request, ref, pk)
    if not found.is_image:
        raise Http404
    with _there():
        data = storage.place_of(found.stored, small=True).read_bytes()
    return _for_us_alone(HttpResponse(data, content_type="image/webp"))


def _found(request: Request, ref: str, pk: int) -> Attachment:
    return get_object_or_404(review_for(request, ref).attachments.alive(), pk=pk)


@contextmanager
def _there() -> Iterator[None]:
    """A file that a backup did not bring back is not there."""
    try:
        yield
    except FileNotFoundError as error:
        raise Http404 from error


def _for_us_alone[R: HttpResponseBase](response: R) -> R:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
