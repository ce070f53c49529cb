"""Whether teams are asked how it is to speak up in them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.pulse_form import OFF, ON, PulseSwitchForm
from postmortems.pulse.questions import QUESTIONS
from postmortems.pulse.rounds import following, newest
from postmortems.pulse.switch import current, switch
from postmortems.shared import clock
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def pulse(request: Request) -> HttpResponse:
    """On or off. Who administers decides that, and reads no team's answers but their own team's."""
    standing, today = current(), clock.today("UTC")
    form = PulseSwitchForm(request.POST if request.method == "POST" else None, initial={"pulse": _said(standing.is_on)})
    if form.is_bound and form.is_valid():
        switch(is_on=form.is_on, actor=request.user)
        return done(request, reverse("settings-pulse"), say=_("Saved. It holds for everybody from now on."))
    last = newest(standing.first_on, today)
    context = {
        "form": form,
        "questions": QUESTIONS,
        "is_on": standing.is_on,
        "asked": last if last and last.is_open(today) else None,
        "next": following(standing.first_on, today),
        "at": "settings-pulse",
    }
    return render(request, "organisation/pulse.html", context, status=422 if form.is_bound else 200)


def _said(is_on: bool) -> str:
    return ON if is_on else OFF
