"""What somebody says about themselves, and where they are signed in."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Organisation
from accounts.requests import Request
from accounts.zones import find_zone, place_of
from postmortems.organisation import people
from postmortems.organisation.forms import MeForm, TimeOffForm
from postmortems.organisation.time_off import add_time_off, remove_time_off, time_off_of
from postmortems.shared.htmx import done
from postmortems.shared.public_holidays import name_of


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: Request) -> HttpResponse:
    """Name, time zone, hours, and what comes by mail when."""
    form = MeForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_bound and form.is_valid():
        people.save_preferences(person=request.user, values=form.values())
        return done(request, reverse("me"), say=_("Saved. Mail about work keeps to these hours."))
    return _show(request, form, TimeOffForm())


@require_POST
def days_off(request: Request) -> HttpResponse:
    """Days on which nothing is asked of them: one span more, or one that is taken back."""
    person = request.user
    if taken := request.POST.get("take_back", ""):
        remove_time_off(actor=person, person=person, pk=int(taken) if taken.isdecimal() else 0)
        return done(request, reverse("me"), say=_("Taken back."))
    form = TimeOffForm(request.POST)
    if not form.is_valid():
        return _show(request, MeForm(person=person), form)
    add_time_off(actor=person, person=person, **form.cleaned_data)
    return done(request, reverse("me"), say=_("Noted. Nothing is asked of you on those days."))


def _show(request: Request, form: MeForm, off: TimeOffForm) -> HttpResponse:
    context = {
        "form": form, "off": off, "spans": time_off_of(request.user),
        "organisation": Organisation.current(), "place": name_of(Organisation.current().holiday_place),
    }  # fmt: skip
    return render(request, "organisation/me.html", context, status=422 if form.errors or off.errors else 200)


@require_POST
def zone(request: Request) -> HttpResponse:
    """Takes over the zone that the browser is in. It is offered on every page, and leaves the page as it is."""
    found = find_zone(request.POST.get("zone", "")[:64])
    if found is None:
        return done(request, reverse("me"), say=_("That time zone is not known here. You can choose another one."))
    people.save_preferences(person=request.user, values={"zone": found})
    said = _("Your times are those of %(place)s now.") % {"place": place_of(found)}
    return HttpResponse(said) if request.htmx else done(request, reverse("me"), say=said)


@require_POST
def sign_out_everywhere(request: Request) -> HttpResponse:
    people.sign_out_everywhere(person=request.user)
    logout(request)
    return done(request, reverse("account_login"), say=_("You are signed out everywhere."))
