"""Teams: made, renamed, filled, archived."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Team, User
from accounts.requests import Request
from postmortems.organisation import queries
from postmortems.organisation import teams as writes
from postmortems.organisation.access import for_administrators
from postmortems.organisation.paging import Asked
from postmortems.organisation.team_forms import MembersForm, TeamForm
from postmortems.shared.htmx import answer, done

TAKEN = _lazy("Another team is called so; an archived one can be brought back.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def teams(request: Request) -> HttpResponse:
    """The teams by name, and a line for one more."""
    form = TeamForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            team = writes.create_team(actor=request.user, name=form.cleaned_data["name"])
        except writes.NameTaken:
            form.add_error("name", TAKEN)
        else:
            return done(request, reverse("settings-team", args=[team.pk]), say=_("Here is the team. Who is in it?"))
    context = {"form": form, "page": queries.teams_page(Asked.of(request.GET)), "at": "settings-teams"}
    if request.method == "POST":
        return render(request, "organisation/teams.html", context, status=422)
    return answer(request, "organisation/teams.html", context, fragment="organisation-teams")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def team(request: Request, pk: int) -> HttpResponse:
    """One team: its name and its people, each a form of its own (`rename` or `members`)."""
    about = get_object_or_404(Team, pk=pk)
    naming = TeamForm(request.POST if "rename" in request.POST else None, initial={"name": about.name})
    listed = queries.members_of(about)
    who = MembersForm(request.POST if "members" in request.POST else None, team=about, members=listed)
    if _saved(request.user, about, naming, who):
        return done(request, reverse("settings-team", args=[about.pk]), say=_("Saved."))
    context = {"team": about, "naming": naming, "form": naming, "who": who, "at": "settings-teams"}
    return render(request, "organisation/team.html", context, status=422 if request.method == "POST" else 200)


def _saved(actor: User, about: Team, naming: TeamForm, who: MembersForm) -> bool:
    if who.is_bound and who.is_valid():
        writes.set_members(actor=actor, team=about, roles=who.roles(), newcomers=who.newcomers())
        return True
    if naming.is_bound and naming.is_valid():
        try:
            writes.rename_team(actor=actor, team=about, name=naming.cleaned_data["name"])
        except writes.NameTaken:
            naming.add_error("name", TAKEN)
        return naming.is_valid()
    return False


@require_POST
@for_administrators
def archive(request: Request, pk: int) -> HttpResponse:
    about = get_object_or_404(Team, pk=pk)
    writes.put_away(actor=request.user, thing=about)
    said = _("%(name)s is archived. What it did stays under its name.")
    return done(request, reverse("settings-teams"), say=said % {"name": about.name})


@require_POST
@for_administrators
def restore(request: Request, pk: int) -> HttpResponse:
    about = get_object_or_404(Team, pk=pk)
    writes.bring_back(actor=request.user, thing=about)
    return done(request, reverse("settings-teams"), say=_("%(name)s is back.") % {"name": about.name})
