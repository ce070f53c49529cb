"""What every page's frame needs. No query beyond the signed-in person, whom the page has loaded anyway."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from postmortems.shared.held import writer_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """`demo` says whether this is a demonstration, where mail can be read and the clock moved; `writer` how
    an open page knows whose words it holds.
    """
    return {"demo": settings.DEMO, "writer": lambda: writer_of(request.user)}
