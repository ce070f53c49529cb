"""One person, as an administrator knows them: name, teams, roles, and whether they may sign in."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import Request
from postmortems.organisation import people
from postmortems.organisation.access import asks_once_more_to_write, for_administrators, gives_or_takes_a_role
from postmortems.organisation.handing_over import Handed, LeaveForm
from postmortems.organisation.handing_over import leave as people_leave
from postmortems.organisation.held import held_by
from postmortems.organisation.people_forms import PersonForm
from postmortems.organisation.queries import left_open
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@reauthentication_required(enabled=gives_or_takes_a_role)
def person(request: Request, pk: int) -> HttpResponse:
    """What is known of somebody, to be changed."""
    about = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, person=about)
    if form.is_bound and form.is_valid() and _changed(request.user, about, form):
        is_out = about.pk == request.user.pk and not form.cleaned_data["is_administrator"]
        return done(request, reverse("home" if is_out else "settings-people"), say=_("Saved."))
    context = {"form": form, "person": about, "at": "settings-people"}
    return render(request, "organisation/person.html", context, status=422 if request.method == "POST" else 200)


def _changed(actor: User, about: User, form: PersonForm) -> bool:
    try:
        people.change_person(actor=actor, person=about, wish=form.wish())
    except people.AlreadyHere:
        form.add_error("email", _("Somebody here has this address already."))
    except people.LastAdministrator:
        form.add_error("is_administrator", _("Nobody else administers. Let somebody else do it first."))
    return form.is_valid()


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@asks_once_more_to_write
def leave(request: Request, pk: int) -> HttpResponse:
    """What waits for somebody, who takes it on, and the button after which they cannot sign in any more."""
    about = get_object_or_404(User, pk=pk)
    form = LeaveForm(request.POST if request.method == "POST" else None, person=about)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            handed = people_leave(actor=request.user, person=about, **form.cleaned_data)
        except people.NotYourself:
            problem = _("You would be outside at once. Another administrator can do this for you.")
        except people.LastAdministrator:
            problem = _("Nobody else administers. Let somebody else do it first.")
        else:
            said = _("%(name)s cannot sign in any more, and is signed out everywhere.") % {"name": about.display_name}
            return done(request, reverse("settings-people"), say=f"{said} {_told(handed)}".strip())
    open_things = left_open(about, seen_by=request.user)
    context = {
        "person": about,
        "left": open_things,
        "held": held_by(about),
        "form": form,
        "problem": problem,
        "at": "settings-people",
    }
    return render(request, "organisation/leave.html", context, status=422 if problem or form.errors else 200)


def _told(handed: Handed | None) -> str:
    if handed is None:
        return ""
    said = _("%(count)d went over.") % {"count": handed.count}
    if handed.stay:
        said += " " + _("%(stay)d stay: whoever takes over may not see their reviews.") % {"stay": handed.stay}
    return said


@require_POST
@for_administrators
@asks_once_more_to_write
def come_back(request: Request, pk: int) -> HttpResponse:
    about = get_object_or_404(User, pk=pk)
    people.make_active(actor=request.user, person=about)
    return done(request, reverse("settings-people"), say=_("%(name)s may sign in again.") % {"name": about})


@require_POST
@for_administrators
def invitation(request: Request, pk: int) -> HttpResponse:
    """Once more, with a fresh link."""
    about = get_object_or_404(User, pk=pk)
    people.invite_again(actor=request.user, person=about)
    said = _("%(name)s has joined already.") if about.has_joined else _("A fresh link is on its way to %(name)s.")
    return done(request, reverse("settings-people"), say=said % {"name": about})
