"""Services: what people run and others rely on."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import Request
from postmortems.organisation import queries, teams
from postmortems.organisation.access import for_administrators
from postmortems.organisation.paging import Asked
from postmortems.organisation.team_forms import ServiceForm
from postmortems.reviews.models import Service
from postmortems.shared.htmx import answer, done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def services(request: Request) -> HttpResponse:
    """The services by name, and a form for one more."""
    form = ServiceForm(request.POST or None)
    if form.is_bound and form.is_valid() and _saved(request.user, form, None):
        said = _("%(name)s is in the list that people choose from.")
        return done(request, reverse("settings-services"), say=said % {"name": form.cleaned_data["name"]})
    context = {"form": form, "page": queries.services_page(Asked.of(request.GET)), "at": "settings-services"}
    if request.method == "POST":
        return render(request, "organisation/services.html", context, status=422)
    return answer(request, "organisation/services.html", context, fragment="organisation-services")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def service(request: Request, pk: int) -> HttpResponse:
    """One service, to be changed or archived."""
    about = get_object_or_404(Service, pk=pk)
    form = ServiceForm(request.POST or None, service=about)
    if form.is_bound and form.is_valid() and _saved(request.user, form, about):
        return done(request, reverse("settings-services"), say=_("Saved."))
    context = {"form": form, "service": about, "at": "settings-services"}
    return render(request, "organisation/service.html", context, status=422 if request.method == "POST" else 200)


def _saved(actor: User, form: ServiceForm, about: Service | None) -> bool:
    try:
        if about is None:
            teams.create_service(actor=actor, wish=form.wish())
        else:
            teams.change_service(actor=actor, service=about, wish=form.wish())
    except teams.NameTaken:
        form.add_error("name", _("Another service is called so; an archived one can be brought back."))
    return form.is_valid()


@require_POST
@for_administrators
def archive(request: Request, pk: int) -> HttpResponse:
    about = get_object_or_404(Service, pk=pk)
    teams.put_away(actor=request.user, thing=about)
    said = _("%(name)s is archived. Its incidents go on naming it.")
    return done(request, reverse("settings-services"), say=said % {"name": about.name})


@require_POST
@for_administrators
def restore(request: Request, pk: int) -> HttpResponse:
    about = get_object_or_404(Service, pk=pk)
    teams.bring_back(actor=request.user, thing=about)
    return done(request, reverse("settings-services"), say=_("%(name)s is back.") % {"name": about.name})
