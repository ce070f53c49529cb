"""When they meet, and whether they are ready."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.reviews.access import EDIT, STEER, review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.workspace.incident_forms import MeetingForm
from postmortems.workspace.incidents import first_incident
from postmortems.workspace.room import say_ready, set_meeting

# Four working days after it was over, after lunch (PRACTICE.md section 1: the default time-box).
AFTER_WORKING_DAYS, AT = 4, dt.time(14, 0)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, ref: str) -> HttpResponse:
    """Set, move or cancel the meeting."""
    review = review_for(request, ref, STEER)
    form = MeetingForm(request.POST if request.method == "POST" else None, review=review, suggested=_suggested(review))
    if form.is_bound and form.is_valid():
        set_meeting(review=review, at=form.cleaned_data["at"], actor=request.user)
        return done(request, reverse("review", args=[review.ref]), say=_("Saved."))
    return render(
        request, "workspace/meeting.html", {"review": review, "form": form}, status=422 if form.is_bound else 200
    )


def _suggested(review: Review) -> dt.datetime:
    incident = first_incident(review)
    over = (incident and incident.resolved_at) or review.filed_at
    week = [1, 2, 3, 4, 5]
    day = clock.add_working_days(clock.local(over, review.zone).date(), AFTER_WORKING_DAYS, week)
    if day <= clock.today(review.zone):
        day = clock.add_working_days(clock.today(review.zone), 1, week)
    return clock.at(day, AT, review.zone)


@require_POST
def ready(request: Request, ref: str) -> HttpResponse:
    """ "I am ready", or not yet after all (`not_yet`)."""
    review = review_for(request, ref, EDIT)
    say_ready(review=review, user=request.user, is_ready="not_yet" not in request.POST)
    return redirect(f"{reverse('review', args=[review.ref])}#room")
