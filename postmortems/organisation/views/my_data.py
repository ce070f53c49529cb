"""Taking along what is held about oneself."""

from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.audit.services import record
from postmortems.organisation.own_data import own_data
from postmortems.shared import clock


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def data(request: Request) -> HttpResponse | FileResponse:
    """What is in it, and the file. Asks first whether it is you: it holds what only you may read."""
    if request.method != "POST":
        return render(request, "organisation/my_data.html", {})
    file = own_data(request.user)
    record(verb="took their data along", chain=f"person:{request.user.pk}", actor=request.user)
    name = f"about-me-{clock.today(request.user.zone)}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
