"""Being away for a while."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.organisation.away import go_away, open_items_of
from postmortems.organisation.away_form import AwayForm
from postmortems.shared import clock
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: Request) -> HttpResponse:
    """Until when, and who is asked to take over."""
    form = AwayForm(
        request.POST if request.method == "POST" else None, person=request.user, today=clock.today(request.user.zone)
    )
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "open": open_items_of(request.user)}
        return render(request, "organisation/away.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    change, stay = go_away(
        person=request.user, until=said["until"], to=said["to"], note=said["note"], form_key=said["form_key"]
    )
    told = _("Saved.")
    if stay:
        told += " " + ngettext(
            "%(n)d stays with you: %(name)s cannot see its review.",
            "%(n)d stay with you: %(name)s cannot see their reviews.",
            stay,
        ) % {"n": stay, "name": said["to"].first_name}
    to = f"{reverse('actions')}?show=mine&changed={change.pk}" if change else reverse("me")
    return done(request, to, say=told)
