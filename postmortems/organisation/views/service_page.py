"""The services as everybody sees them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.organisation.paging import Asked
from postmortems.organisation.restoring import could_not, could_restore, runbook_holds
from postmortems.organisation.service_page import service_page, services_run
from postmortems.reviews.models import Service
from postmortems.reviews.restoring import ENOUGH, HOLDS_FOR
from postmortems.shared.htmx import answer, done


@require_safe
def services(request: Request) -> HttpResponse:
    """The services by name, and which of them few people could bring back."""
    context = {"page": services_run(Asked.of(request.GET)), "enough": ENOUGH}
    return answer(request, "services/list.html", context, fragment="services-found")


@require_safe
def service(request: Request, pk: int) -> HttpResponse:
    """One service."""
    about = get_object_or_404(Service.objects.select_related("team"), pk=pk)
    context = {"page": service_page(about, user=request.user), "service": about, "days": HOLDS_FOR.days}
    return render(request, "services/page.html", context | {"zone": request.user.zone})


@require_POST
def restoring(request: Request, pk: int) -> HttpResponse:
    """ "I could restore it", or with `not` no longer."""
    about = get_object_or_404(Service, pk=pk)
    if "not" in request.POST:
        could_not(service=about, user=request.user)
        return done(request, reverse("service", args=[pk]), say=_("You are no longer named here."))
    could_restore(service=about, user=request.user)
    return done(request, reverse("service", args=[pk]), say=_("Thank you. It holds for half a year."))


@require_POST
def runbook(request: Request, pk: int) -> HttpResponse:
    """The runbook still holds, as somebody found who looked."""
    about = get_object_or_404(Service, pk=pk)
    runbook_holds(service=about, user=request.user)
    return done(request, reverse("service", args=[pk]), say=_("Thank you. Others see that it was looked at."))
