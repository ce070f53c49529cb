"""The short facts of a review: title, severity, times."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.shared.htmx import done
from postmortems.workspace.forms import FactsForm
from postmortems.workspace.page import first_incident
from postmortems.workspace.services import save_facts


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: Request, ref: str) -> HttpResponse:
    """Show or change the facts. Two people in two fields never meet; in one field the second is asked (409)."""
    review = review_for(request, ref, EDIT)
    incident = first_incident(review)
    form = FactsForm(request.POST if request.method == "POST" else None, review=review, incident=incident)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            merged = form.merged()
            if not merged.conflicts:
                save_facts(review=review, incident=incident, changes=merged.changes, author=request.user)
                return done(request, reverse("review", args=[review.ref]), say=_("Saved."))
            status = 409
    return render(request, "workspace/facts.html", {"review": review, "form": form}, status=status)
