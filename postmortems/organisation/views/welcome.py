"""The first pages of a new installation: the first administrator, two questions, one mail to oneself."""

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation, User
from accounts.requests import Request
from accounts.signing_in import signed_in
from postmortems.organisation.access import memory, while_setting_up
from postmortems.organisation.forms import FirstPersonForm, FirstSettingsForm
from postmortems.organisation.mail_check import send_test, server
from postmortems.organisation.services import (
    SomebodyWasFirst,
    create_first_administrator,
    finish_setting_up,
    save_organisation,
)
from postmortems.organisation.setup_code import setup_code
from postmortems.organisation.sizes import with_previews
from postmortems.shared.htmx import done

log = structlog.get_logger("second_story.organisation")


@login_not_required
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Makes the first administrator. Once anybody is here, this page does not exist."""
    if settings.DEMO or User.objects.exists():
        return _later(request)
    _tell_the_code()
    form = FirstPersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            person = create_first_administrator(form.person())
        except SomebodyWasFirst as error:
            raise Http404 from error
        signed_in(request, person)
        return redirect("welcome-size")
    status = 422 if request.method == "POST" else 200
    return render(request, "organisation/welcome.html", {"form": form, "step": 1}, status=status)


def _tell_the_code() -> None:
    """Into the log, once a process: who reads it runs the server."""
    if not memory.code_was_told:
        memory.code_was_told = True
        log.warning("waiting for the first administrator", setup_code=setup_code())


def _later(request: HttpRequest) -> HttpResponse:
    """Back in the browser's history, the one who is setting up goes on where they were; nobody else learns anything."""
    user = request.user
    if not settings.DEMO and getattr(user, "is_administrator", False) and not Organisation.current().set_up_at:
        return redirect("welcome-size")
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@while_setting_up
def size(request: Request) -> HttpResponse:
    """The two questions: about how many people, and what the organisation is called and where it is."""
    organisation = Organisation.current()
    is_untouched = (organisation.name, organisation.zone) == (Organisation().name, Organisation().zone)
    first = {"zone": request.user.zone, "name": ""} if is_untouched else {}
    form = FirstSettingsForm(request.POST or None, organisation=organisation, initial=first)
    if form.is_bound and form.is_valid():
        save_organisation(actor=request.user, values=form.cleaned_data)
        return redirect("welcome-mail")
    context = {"form": form, "step": 2, "sizes": with_previews(form)}
    return render(request, "organisation/welcome_size.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@while_setting_up
def mail(request: Request) -> HttpResponse:
    """A mail to oneself, as often as it takes; or on without one."""
    if "finish" in request.POST:
        finish_setting_up(actor=request.user)
        return done(request, reverse("home"), say=_("That was all. The place is yours."))
    answer = send_test(request.user) if request.method == "POST" else None
    context = {"answer": answer, "server": server(), "step": 3}
    return render(request, "organisation/welcome_mail.html", context)
