"""While it happens: one press stamps it, and four lines tell it to others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.reviews.access import EDIT, VIEW, review_for
from postmortems.shared.copying import copy_page, renamed
from postmortems.workspace.document_names import names_of
from postmortems.workspace.incidents import first_incident
from postmortems.workspace.responding import NotNow, stamp
from postmortems.workspace.stamping import stamp_from
from postmortems.workspace.standing import standing
from postmortems.workspace.status import status_paper


@require_POST
def press(request: Request, ref: str) -> HttpResponse:
    """Stamp the incident with the present moment, or take the stamp back. What cannot be stamped is said, and nothing
    changes.
    """
    review = review_for(request, ref, EDIT)
    incident, why_not = first_incident(review), ""
    try:
        name, takes_back = request.POST.get("stamp", ""), "back" in request.POST
        incident = stamp(review=review, name=name, takes_back=takes_back, actor=request.user)
    except NotNow as error:
        why_not = str(error)
    if request.htmx and incident:
        shown = {"standing": standing(incident, filed_at=review.filed_at), "may_edit": True, "why_not": why_not}
        return render(request, "workspace/standing.html", {"review": review, **shown}, status=422 if why_not else 200)
    if why_not:
        messages.warning(request, why_not)
    return redirect(f"{reverse('review', args=[review.ref])}#incident")


@require_POST
def from_story(request: Request, ref: str) -> HttpResponse:
    """Take a stamp from the entry of the story that marks it."""
    review = review_for(request, ref, EDIT)
    number = request.POST.get("event", "")
    event = get_object_or_404(review.events.alive(), pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    event.review = review
    try:
        stamp_from(event=event, actor=request.user)
    except NotNow as error:
        messages.warning(request, str(error))
    return redirect(f"{reverse('review', args=[review.ref])}#incident")


@require_safe
def status(request: Request, ref: str) -> HttpResponse:
    """Four lines to be copied: what people felt, how it is now, what is known, when others hear more."""
    review = review_for(request, ref, VIEW)
    address = reverse("review", args=[review.ref])
    paper = status_paper(review, href=request.build_absolute_uri(address))
    if review.is_settled:
        paper = renamed(paper, names_of(review).words)
    return render(request, "parts/copied.html", copy_page(paper, request.GET.get("as", ""), back=address))
