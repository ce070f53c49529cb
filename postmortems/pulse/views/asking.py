"""A team's pulse: answering it, putting it away, and what the team said before."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Team
from accounts.requests import Request
from postmortems.pulse.access import team_of
from postmortems.pulse.forms import PulseForm
from postmortems.pulse.promise import CANNOT_COVER, PROMISE
from postmortems.pulse.queries import has_answered, open_round, readings
from postmortems.pulse.reading import lines
from postmortems.pulse.services import answer, put_away
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: Request, pk: int) -> HttpResponse:
    """The seven sentences while the team is asked, and below them its earlier rounds."""
    team = team_of(request.user, pk)
    if request.method != "POST":
        return _show(request, team, PulseForm())
    asked = open_round(team)
    if asked is None:
        return done(request, reverse("pulse", args=[pk]), say=_("Nobody is asked just now. Nothing was counted."))
    form = PulseForm(request.POST)
    if not form.is_valid():
        return _show(request, team, form, status=422)
    is_new = answer(user=request.user, team=team, asked=asked, answers=form.answers)
    said = _("Counted, without your name. Thank you.") if is_new else _("You were counted before. Nothing was added.")
    return done(request, reverse("pulse", args=[pk]), say=said)


@require_POST
def away(request: Request, pk: int) -> HttpResponse:
    """Not this time."""
    team = team_of(request.user, pk)
    if asked := open_round(team):
        put_away(user=request.user, team=team, asked=asked)
    return done(request, reverse("home"), say=_("Put away until the next round. Nobody is told."))


def _show(request: Request, team: Team, form: PulseForm, *, status: int = 200) -> HttpResponse:
    asked = open_round(team)
    rounds = readings(team)
    context: dict[str, Any] = {
        "team": team,
        "form": form,
        "asked": asked,
        "was_asked": asked and has_answered(user=request.user, team=team, asked=asked),
        "promise": PROMISE,
        "cannot_cover": CANNOT_COVER,
        "rounds": rounds,
        "lines": lines(rounds),
    }
    return render(request, "pulse/page.html", context, status=status)
