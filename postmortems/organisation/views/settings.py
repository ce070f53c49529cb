"""The organisation's own page, and whether mail goes out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.forms import OrganisationForm
from postmortems.organisation.mail_check import send_test, server
from postmortems.organisation.services import save_organisation
from postmortems.organisation.sizes import with_previews
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def organisation(request: Request) -> HttpResponse:
    """Name, size, zone, and whom people can turn to."""
    form = OrganisationForm(request.POST or None, organisation=Organisation.current())
    if form.is_bound and form.is_valid():
        save_organisation(actor=request.user, values=form.changed())
        return done(request, reverse("settings"), say=_("Saved. It holds for everybody from now on."))
    context = {"form": form, "sizes": with_previews(form), "at": "settings"}
    return render(request, "organisation/settings.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def mail(request: Request) -> HttpResponse:
    """One mail to whoever asks, with how far it came."""
    answer = send_test(request.user) if request.method == "POST" else None
    context = {"answer": answer, "server": server(), "at": "settings-mail"}
    return render(request, "organisation/mail.html", context)
