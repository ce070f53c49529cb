"""The answers that are no page: in our tone, without a database, and with every header the other pages have."""

import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from postmortems.shared.held import hold, sent_with, writer_of

SOON = 5  # seconds after which a program may ask again


def broke(request: HttpRequest) -> HttpResponse:
    """What nobody expected. Where the database was only too busy, or away for a moment, the same may work right after
    (503); its words are still in the page, or one step back.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(SOON)})
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came from another site, or from a page that is older than the sign-in: nothing was done with it.

    What came from a page of ours goes on with one press; a page with a script renews itself (signed_out.js).
    """
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"Page-Is": "stale"})
    held = sent_with(request) if _is_ours(request) else None
    if held and request.user.is_anonymous:
        hold(request, held)
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': reverse('held')})}")
    is_theirs = held is not None and held.writer == writer_of(request.user)
    return render(request, "403_csrf.html", {"held": held if is_theirs else None}, status=403)


def _is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site sent the form."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.get_host()
