"""One page, two renderings: whole for a browser, the named fragment for htmx. Both come from the same view and
context.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


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
