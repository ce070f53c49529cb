"""Follows a review to where it went: an address that was shared once leads somewhere for ever."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: TID251
from django.urls import reverse

from postmortems.reviews.access import Elsewhere


def moved_reviews(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers what the gate says with `Elsewhere`. Words that were on their way go along (307): there they meet what
    stands, and nothing is lost.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def follow(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Elsewhere):
            return None
        return HttpResponseRedirect(_address(request, error), preserve_request=bool(error.ref))

    handle.process_exception = follow  # type: ignore[attr-defined]
    return handle


def _address(request: HttpRequest, error: Elsewhere) -> str:
    if error.withdrawn:
        return reverse("withdrawn", args=[error.withdrawn])
    if error.document:
        return reverse("review", args=[error.document])
    match: Any = request.resolver_match
    if "pk" in match.kwargs:  # a part of the old review: its new one has it under another number, or not at all
        return reverse("review", args=[error.ref])
    return reverse(match.view_name, kwargs=match.kwargs | {"ref": error.ref})
