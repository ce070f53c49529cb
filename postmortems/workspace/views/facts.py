"""The short facts of a review: title and kind, and of an incident severity, times and impact."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.queries import service_names
from postmortems.shared.htmx import done
from postmortems.workspace.facts import save_facts
from postmortems.workspace.facts_form import FactsForm
from postmortems.workspace.incidents import first_incident
from postmortems.workspace.views.incidents import incident_for


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: Request, ref: str) -> HttpResponse:
    """Show or change the facts. Two people in two fields never meet; in one field the second is asked (409)."""
    review = review_for(request, ref, EDIT)
    return _facts(request, review, _shown_incident(request, review), whole=True)


def _shown_incident(request: Request, review: Review) -> Incident | None:
    """The one that the form showed: which is the first may change while somebody types."""
    shown = request.POST.get("incident", "")
    if shown.isdecimal() and len(shown) < 18:
        return incident_for(review, int(shown))
    return first_incident(review)


@require_http_methods(["GET", "HEAD", "POST"])
def of_incident(request: Request, ref: str, pk: int) -> HttpResponse:
    """The same for one of several incidents, without what belongs to the review."""
    review = review_for(request, ref, EDIT)
    return _facts(request, review, incident_for(review, pk), whole=False)


def _facts(request: Request, review: Review, incident: Incident | None, *, whole: bool) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = FactsForm(data, review=review, incident=incident, whole=whole)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            merged = form.merged()
            if not merged.conflicts:
                save_facts(review=review, incident=incident, changes=merged.changes, author=request.user)
                return done(request, reverse("review", args=[review.ref]), say=_("Saved."))
            status = 409
    context = {"review": review, "form": form, "is_whole": whole, "services": service_names()}
    return render(request, "workspace/facts.html", context, status=status)
