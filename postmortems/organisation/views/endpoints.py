"""Addresses at which other programs may put an incident on record or tell its story."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.incoming.endpoints import end, make, renew
from postmortems.incoming.models import Endpoint
from postmortems.organisation.access import asks_once_more_to_write, for_administrators
from postmortems.organisation.endpoint_forms import EndpointForm, RenewForm
from postmortems.organisation.endpoints import lines
from postmortems.shared.htmx import done

PAGE = "organisation/endpoints.html"


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@asks_once_more_to_write
def endpoints(request: Request) -> HttpResponse:
    """All of them, and a form for one more. Its secret stands in this answer and nowhere else."""
    form = EndpointForm(request.POST or None, initial={"owner": request.user.pk})
    if request.method != "POST":
        return _page(request, form)
    form = EndpointForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made, secret = make(actor=request.user, **form.said)
    return _page(request, EndpointForm(initial={"owner": request.user.pk}), shown={made.pk: secret})


@require_POST
@for_administrators
@asks_once_more_to_write
def endpoint(request: Request, pk: int) -> HttpResponse:
    """Renew its secret. One that is made here stands in this answer and nowhere else."""
    found = get_object_or_404(Endpoint, pk=pk)
    form = RenewForm(request.POST, auto_id=f"endpoint-{pk}-%s")
    if not form.is_valid():
        return _page(request, EndpointForm(initial={"owner": request.user.pk}), renewing={pk: form}, status=422)
    secret = renew(endpoint=found, secret=form.cleaned_data["secret"], actor=request.user)
    if secret:
        return _page(request, EndpointForm(initial={"owner": request.user.pk}), shown={pk: secret})
    return done(request, reverse("settings-incoming"), say=_("The new secret counts from now on."))


@require_POST
@for_administrators
@asks_once_more_to_write
def endpoint_end(request: Request, pk: int) -> HttpResponse:
    """Hear it no more. What it put on record stays."""
    end(endpoint=get_object_or_404(Endpoint, pk=pk), actor=request.user)
    return done(request, reverse("settings-incoming"), say=_("It is heard no more."))


def _page(
    request: Request,
    form: EndpointForm,
    *,
    shown: dict[int, str] | None = None,
    renewing: dict[int, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = [
        {
            "line": line,
            "secret": (shown or {}).get(line.endpoint.pk, ""),
            "form": (renewing or {}).get(line.endpoint.pk) or RenewForm(auto_id=f"endpoint-{line.endpoint.pk}-%s"),
        }
        for line in lines()
    ]
    refused = next(iter((renewing or {}).values()), form)
    context = {"at": "settings-incoming", "rows": rows, "making": form, "form": refused}
    return render(request, PAGE, context, status=status)
