"""Keeping a view of the board under a name, and taking the name away."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.actions.choosing import Choice, choice_from
from postmortems.actions.queries import teams_of
from postmortems.actions.saved_view import SavedView
from postmortems.actions.saved_view_form import SavedViewForm
from postmortems.actions.saved_views import keep_view, remove_view
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: Request) -> HttpResponse:
    """One's own views, and a form for the one that somebody comes from."""
    if request.method != "POST":
        choice = _choice(request, request.GET)
        form = SavedViewForm(initial={"query": choice.query, "name": request.GET.get("name", "")[:60]})
        return _show(request, form, choice)
    form = SavedViewForm(request.POST)
    choice = _choice(request, QueryDict(request.POST.get("query", "")[:300]))
    if not form.is_valid():
        return _show(request, form, choice, status=422)
    said = form.cleaned_data
    view = keep_view(
        owner=request.user,
        name=said["name"],
        choice=choice,
        is_shared=said["is_shared"],
        form_key=said["form_key"],
    )
    return done(request, f"{reverse('actions')}?{view.query}", say=_("Kept. Its address can be sent to anybody here."))


def _choice(request: Request, said: QueryDict) -> Choice:
    teams, _leads = teams_of(request.user)
    return choice_from({name: str(said[name]) for name in said}, teams=teams)


def _show(request: Request, form: SavedViewForm, choice: Choice, status: int = 200) -> HttpResponse:
    mine = SavedView.objects.filter(owner=request.user)
    context = {"form": form, "choice": choice, "mine": mine}
    return render(request, "actions/saved_views.html", context, status=status)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """The name is gone; the form has name and view again, for whoever did not mean it."""
    view = get_object_or_404(SavedView.objects.select_related("owner"), pk=pk, owner=request.user)
    again = QueryDict(view.query, mutable=True)
    again["name"] = view.name
    remove_view(view=view)
    return done(request, f"{reverse('actions-views')}?{again.urlencode()}", say=_("Gone. “Save” brings it back."))
