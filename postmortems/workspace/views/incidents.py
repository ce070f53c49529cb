"""The incidents of a review: one more, one less, one for another review."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.reviews.access import EDIT, may, review_for, visible_to
from postmortems.reviews.models import Incident, Review
from postmortems.shared.htmx import done
from postmortems.workspace.incident_forms import AddIncidentForm, MoveIncidentForm
from postmortems.workspace.incidents import (
    CannotMoveIncident,
    add_incident,
    move_incident,
    remove_incident,
    restore_incident,
    told,
)


def incident_for(review: Review, pk: int, *, removed: bool = False) -> Incident:
    """The incident of this review under this number. Http404."""
    rows = Incident.everything if removed else Incident.objects
    found = rows.filter(review=review, pk=pk).first()
    if found is None:
        raise Http404
    found.review = review
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request: Request, ref: str) -> HttpResponse:
    """What the review looks at; posted words make one more."""
    review = review_for(request, ref, EDIT)
    form = AddIncidentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = add_incident(review=review, noticed=form.cleaned_data["noticed"], actor=request.user)
        return done(request, reverse("incident-facts", args=[review.ref, made.pk]))
    return _show(request, review, form=form, status=422 if form.is_bound else 200)


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Take one out, with Undo."""
    review = review_for(request, ref, EDIT)
    incident = incident_for(review, pk, removed=True)
    remove_incident(incident=incident, actor=request.user)
    return _show(request, review, removed=incident)


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    review = review_for(request, ref, EDIT)
    restore_incident(incident=incident_for(review, pk, removed=True), actor=request.user)
    return done(request, reverse("incidents", args=[review.ref]))


@require_http_methods(["GET", "HEAD", "POST"])
def to_another(request: Request, ref: str, pk: int) -> HttpResponse:
    """Hand an incident to another review that this person writes in."""
    review = review_for(request, ref, EDIT)
    incident = incident_for(review, pk)
    form = MoveIncidentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        target = visible_to(request.user).filter(number=form.cleaned_data["to"]).first()
        if target is None or target == review or not may(request.user, target, EDIT):
            form.add_error("to", _("A review in which you write, other than this one."))
        else:
            try:
                move_incident(incident=incident, to=target, actor=request.user)
                said = _("It is with %(ref)s now.") % {"ref": target.ref}
                return done(request, reverse("incidents", args=[review.ref]), say=said)
            except CannotMoveIncident as error:
                form.add_error("to", str(error))
    context = {"review": review, "incident": incident, "form": form}
    return render(request, "workspace/incident_move.html", context, status=422 if form.is_bound else 200)


def _show(
    request: Request,
    review: Review,
    *,
    form: AddIncidentForm | None = None,
    removed: Incident | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "review": review,
        "form": form or AddIncidentForm(),
        "told": [told(incident) for incident in review.incidents.all()],
        "removed": removed,
    }
    return render(request, "workspace/incidents.html", context, status=status)
