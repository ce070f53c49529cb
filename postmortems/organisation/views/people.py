"""Everybody who is here, and inviting more: one by a form, many by pasting lines."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Team, User
from accounts.requests import Request
from postmortems.organisation import people
from postmortems.organisation.access import for_administrators, gives_or_takes_a_role
from postmortems.organisation.invite_lines import Line, Reading, read_lines
from postmortems.organisation.paging import Asked
from postmortems.organisation.people_forms import ManyForm, PersonForm
from postmortems.organisation.people_table import columns_of, read_table
from postmortems.organisation.queries import known_addresses, open_teams, people_page
from postmortems.shared.htmx import answer, done


@require_safe
@for_administrators
def listed(request: Request) -> HttpResponse:
    """People by name; `q` searches names and addresses."""
    context = {"page": people_page(Asked.of(request.GET)), "at": "settings-people"}
    return answer(request, "organisation/people.html", context, fragment="organisation-people")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@reauthentication_required(enabled=gives_or_takes_a_role)
def invite(request: Request) -> HttpResponse:
    """One person: an account without a password, and a mail with a link."""
    form = PersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            person = people.invite(actor=request.user, wish=form.wish())
        except people.AlreadyHere:
            form.add_error("email", _("Somebody here has this address already."))
        else:
            said = _("%(name)s is invited. The mail with the link is on its way.")
            return done(request, reverse("settings-people"), say=said % {"name": person.display_name})
    context = {"form": form, "at": "settings-people"}
    return render(request, "organisation/invite.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@reauthentication_required(enabled=lambda request: "invite" in request.POST and _gives_roles(request))
def invite_many(request: Request) -> HttpResponse:
    """Pasted lines: first what was understood, then the invitations. What was not understood stays in the field."""
    form = ManyForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "at": "settings-people"}
    if form.is_bound and form.is_valid():
        reading = context["reading"] = _read(form.cleaned_data["lines"])
        if "invite" in request.POST and reading.people:
            context["invited"] = _invite(request.user, form, reading)
            if not reading.refused:
                return done(request, reverse("settings-people"), say=context["invited"])
            context["form"] = ManyForm(initial={"lines": reading.left, "team": form.cleaned_data["team"]})
            context["reading"] = _read(reading.left)
    refused = request.method == "POST" and ("reading" not in context or not context["reading"].people)
    status = 422 if refused and "invited" not in context else 200
    return render(request, "organisation/invite_many.html", context, status=status)


def _read(text: str) -> Reading:
    """A table where the first line names columns, else one person a line as mail programs write them."""
    if columns_of(text) is None:
        return read_lines(text, known=known_addresses())
    return read_table(text, known=known_addresses(), teams={team.name.casefold(): team.pk for team in open_teams()})


def _gives_roles(request: HttpRequest) -> bool:
    form = ManyForm(request.POST)
    return form.is_valid() and _read(form.cleaned_data["lines"]).gives_roles


def _invite(actor: User, form: ManyForm, reading: Reading) -> str:
    team = form.cleaned_data["team"]
    teams = [team] if team else []
    count = people.invite_all(actor=actor, wishes=[_wish(one, teams) for one in reading.people])
    said = ngettext("%(count)d person is invited.", "%(count)d people are invited.", count)
    return said % {"count": count}


def _wish(one: Line, teams: list[Team]) -> people.Wish:
    """The teams of a table's line, else the one that was chosen for all."""
    own = list(open_teams().filter(pk__in=one.teams)) if one.teams else teams
    return people.Wish(name=one.name, email=one.email, teams=own, **dict.fromkeys(one.roles, True))
