"""The page of whoever keeps the installation: what runs, what waits, where mail came back, what it is made of."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import Request
from postmortems.mail.services import try_again
from postmortems.operations import installation
from postmortems.operations.backups import backups
from postmortems.operations.outbox import outbox, unreachable
from postmortems.operations.readiness import readiness
from postmortems.organisation.access import for_administrators
from postmortems.shared.htmx import done


@require_safe
@for_administrators
def operations(request: Request) -> HttpResponse:
    """Everything at one look; it asks the database a dozen questions however much there is."""
    context = {
        "at": "settings-operations", "checks": readiness(), "outbox": outbox(), "unreachable": unreachable(),
        "versions": installation.versions(), "room": installation.room(), "missing": installation.missing_fences(),
        "backups": backups(), "zone": request.user.zone,
    }  # fmt: skip
    return render(request, "organisation/operations.html", context)


@require_POST
@for_administrators
def again(request: Request, pk: int) -> HttpResponse:
    """One more try for everything that did not reach somebody."""
    try_again(recipient=get_object_or_404(User, pk=pk))
    return done(
        request, reverse("settings-operations"), say=_("It goes out again with the next look, within half a minute.")
    )
