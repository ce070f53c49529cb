"""How people may speak up here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.organisation.access import for_administrators
from postmortems.organisation.report_form import ReportForm
from postmortems.reports.switch import choose, is_anonymous_open
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def reports(request: Request) -> HttpResponse:
    """Whether it goes without a name too. Who administers decides that, and reads no report."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        choose(anonymous=form.said, actor=request.user)
        return done(request, reverse("settings-reports"), say=_("Saved. It holds for everybody from now on."))
    context = {"form": form, "is_open": is_anonymous_open(), "at": "settings-reports"}
    return render(request, "organisation/reports.html", context, status=422 if form.is_bound else 200)
