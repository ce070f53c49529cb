"""Which trackers may tell us of their tickets."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.organisation.access import asks_once_more_to_write, for_administrators
from postmortems.organisation.tracker_forms import SecretForm
from postmortems.organisation.trackers import begin, end, lines
from postmortems.shared.htmx import done
from postmortems.tickets.trackers import SPEAKING, Tracker


@require_safe
@for_administrators
def trackers(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
@for_administrators
@asks_once_more_to_write
def tracker(request: Request, name: str) -> HttpResponse:
    """Set or renew its secret. One that is made here stands in this answer and nowhere else."""
    found = _find(name)
    form = SecretForm(request.POST, auto_id=f"{found}-%s")
    if not form.is_valid():
        return _page(request, refused=found, form=form, status=422)
    if made := begin(tracker=found, secret=form.cleaned_data["secret"], actor=request.user):
        return _page(request, made_for=found, made=made)
    return done(
        request, reverse("settings-trackers"), say=_("%(name)s is believed from now on.") % {"name": found.label}
    )


@require_POST
@for_administrators
@asks_once_more_to_write
def tracker_end(request: Request, name: str) -> HttpResponse:
    """Believe nobody any more who speaks for it. What follows its tickets stays linked."""
    found = _find(name)
    end(tracker=found, actor=request.user)
    return done(request, reverse("settings-trackers"), say=_("%(name)s is heard no more.") % {"name": found.label})


def _find(name: str) -> Tracker:
    if name not in SPEAKING:
        raise Http404
    return Tracker(name)


def _page(
    request: Request,
    *,
    refused: Tracker | None = None,
    form: SecretForm | None = None,
    made_for: Tracker | None = None,
    made: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = [
        {
            "line": line,
            "form": form if form and line.tracker == refused else SecretForm(auto_id=f"{line.tracker}-%s"),
            "made": made if line.tracker == made_for else "",
        }
        for line in lines()
    ]
    context = {"at": "settings-trackers", "rows": rows, "form": form}
    return render(request, "organisation/trackers.html", context, status=status)
