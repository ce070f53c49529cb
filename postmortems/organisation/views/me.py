"""What somebody says about themselves, and where they are signed in."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from accounts.zones import find_zone, place_of
from postmortems.organisation import people
from postmortems.organisation.forms import MeForm
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: Request) -> HttpResponse:
    """Name, time zone, working hours."""
    form = MeForm(request.POST or None, person=request.user)
    if form.is_bound and form.is_valid():
        people.save_preferences(person=request.user, values=form.cleaned_data)
        return done(request, reverse("me"), say=_("Saved. Mail about work keeps to these hours."))
    return render(request, "organisation/me.html", {"form": form}, status=422 if request.method == "POST" else 200)


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
