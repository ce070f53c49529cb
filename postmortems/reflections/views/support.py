"""Whom people can turn to, in the organisation's own words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from accounts.requests import Request
from postmortems.reflections.contact import directory
from postmortems.shared.text import render as rendered


@require_safe
def support(request: Request) -> HttpResponse:
    """For everybody who is signed in: who asks for help should not need a reason."""
    words = Organisation.current().support
    context = {"support": rendered(words) if words else "", "groups": directory()}
    return render(request, "reflections/support.html", context)
