"""The answers that are no page: in our tone, without a database, and with every header the other pages have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came from an ended session or another site: nothing was done with it."""
    return render(request, "403_csrf.html", status=403)
