"""How bad it was, in the organisation's own words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.severity_form import SeverityForm
from postmortems.reviews.severity_levels import levels, save_levels
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def severity(request: Request) -> HttpResponse:
    """Name the levels. `save` keeps what was typed; anything else that is sent only shows what it would change."""
    form = SeverityForm(request.POST if request.method == "POST" else None, levels=levels())
    if form.is_bound and form.is_valid() and "save" in request.POST:
        save_levels(said=form.said(), actor=request.user)
        return done(request, reverse("settings-severity"), say=_("Saved. Every incident keeps its level."))
    is_fine = form.is_bound and form.is_valid()
    context = {"form": form, "preview": form.preview() if is_fine else None, "at": "settings-severity"}
    return render(request, "organisation/severity.html", context, status=422 if form.is_bound and not is_fine else 200)
