"""One page, two renderings: whole for a browser, the named fragment for htmx. Both come from the same view and
context.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from postmortems.shared.tables import Cell, as_csv


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """The page, or for htmx its `fragment` (the name of a partial in the template)."""
    if fragment and getattr(request, "htmx", False):
        template = f"{template}#{fragment}"
    return render(request, template, context, status=status)


def done(request: HttpRequest, to: str, *, say: str = "") -> HttpResponse:
    """After a write without a fragment of its own: go to the page that shows it, with a sentence."""
    if say:
        messages.success(request, say)
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = to
        return response
    return redirect(to)


def csv_answer(rows: Iterable[Iterable[Cell]], *, name: str) -> StreamingHttpResponse:
    """A table as a file, sent while it is read."""
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
