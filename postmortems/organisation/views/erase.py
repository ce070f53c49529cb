"""Taking somebody's name out of everything, once they left."""

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.erasing import StillHere, erase
from postmortems.organisation.people_forms import EraseForm
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@reauthentication_required
def erasing(request: Request, pk: int) -> HttpResponse:
    """What goes and what stays, before it is done. It cannot be undone, so the name is typed once more."""
    about = get_object_or_404(User, pk=pk)
    form = EraseForm(request.POST if request.method == "POST" else None, person=about)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            erased = erase(actor=request.user, person=about)
        except StillHere:
            problem = _("They can still sign in. Make them inactive first, so that what they promised goes on.")
        else:
            said = _("Done: “%(name)s” now, also in %(count)d texts.")
            return done(request, reverse("settings-people"), say=said % {"name": erased.called, "count": erased.texts})
    context = {"person": about, "form": form, "problem": problem, "at": "settings-people"}
    return render(request, "organisation/erase.html", context, status=422 if problem or form.errors else 200)
