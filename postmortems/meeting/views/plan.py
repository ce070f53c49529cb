"""Setting a meeting, and its page before and after the hour."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.meeting.access import chairs_of, cockpit_for, holds, meeting_for
from postmortems.meeting.forms import GuestForm, PlanForm
from postmortems.meeting.inviting import visible_reviews
from postmortems.meeting.models import Meeting
from postmortems.meeting.narrating import ENOUGH, agreed, ask_to_narrate, say_whether, voices
from postmortems.meeting.prep import checklist
from postmortems.meeting.preparing import invite_guest, tick, withdraw_guest
from postmortems.meeting.qr import Code
from postmortems.meeting.queries import facilitators_beside, latest_meeting, may_sit_beside, meeting_to_come
from postmortems.meeting.scheduling import call_off, schedule
from postmortems.reviews.access import STEER, review_for
from postmortems.reviews.models import Review
from postmortems.reviews.moments import plain_moment
from postmortems.shared import clock
from postmortems.shared.handful import may_show
from postmortems.shared.htmx import done
from postmortems.workspace.incidents import first_incident

# Four working days after it was over, after lunch (PRACTICE.md section 1: the default time-box).
AFTER_WORKING_DAYS, AT = 4, dt.time(14, 0)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, ref: str) -> HttpResponse:
    """Set, move or call off the meeting of a review."""
    review = review_for(request, ref, STEER)
    standing = meeting_to_come(review)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, review=review, meeting=standing, suggested=_suggested(review))
    if form.is_bound and form.is_valid():
        plan = form.plan
        if plan is None:
            call_off(review=review, actor=request.user)
            return done(request, reverse("review", args=[review.ref]), say=_("Saved."))
        made = schedule(review=review, plan=plan, actor=request.user)
        return done(request, reverse("meeting-page", args=[made.pk]), say=_("Saved. The invitations are on their way."))
    context = {"review": review, "form": form, "meeting": standing}
    return render(request, "meeting/plan.html", context, status=422 if form.is_bound else 200)


def _suggested(review: Review) -> dt.datetime:
    incident = first_incident(review)
    over = (incident and incident.resolved_at) or review.filed_at
    week = [1, 2, 3, 4, 5]
    day = clock.add_working_days(clock.local(over, review.zone).date(), AFTER_WORKING_DAYS, week)
    if day <= clock.today(review.zone):
        day = clock.add_working_days(clock.today(review.zone), 1, week)
    return clock.at(day, AT, review.zone)


@require_safe
def of_review(request: Request, ref: str) -> HttpResponse:
    """The way from a review to its meeting."""
    found = latest_meeting(review_for(request, ref))
    if found is None:
        raise Http404
    return redirect("meeting-page", found.pk)


@require_safe
@never_cache
def page(request: Request, pk: int) -> HttpResponse:
    """The meeting before it begins and after it is over: when, how to join, and for who holds it what to prepare."""
    return _show(request, meeting_for(request, pk), GuestForm())


def _show(request: Request, meeting: Meeting, form: GuestForm, *, status: int = 200, **more: Any) -> HttpResponse:
    is_mine = holds(request.user, meeting)
    join = settings.BASE_URL + reverse("seat", args=[meeting.code])
    context = {
        "meeting": meeting,
        "reviews": visible_reviews(meeting, request.user),
        "when": plain_moment(meeting.starts_at, now=clock.now(), zone=request.user.zone),
        "is_mine": is_mine,
        "watches": bool(chairs_of(request.user, meeting)),
        "beside": may_sit_beside(meeting) if is_mine else [],
        "voices": voices(meeting) if is_mine else [],
        "narrator": meeting.narrators.filter(user=request.user).first(),
        "rehearsal_key": uuid.uuid4(),
        "join": join,
        "qr": Code(join),
        "checklist": checklist(meeting.prepared, has_voices=agreed(meeting) >= ENOUGH),
        "guests": list(meeting.seats.filter(user=None)) if is_mine else [],
        "facilitators": facilitators_beside(meeting) if is_mine else [],
        "form": form,
        "shows_writers": may_show(meeting.wrote or 0, of=meeting.attended or 0),
        **more,
    }
    return render(request, "meeting/page.html", context, status=status)


@require_POST
def prepare(request: Request, pk: int) -> HttpResponse:
    """Keep the ticks of the checklist."""
    found = cockpit_for(request, pk)
    tick(meeting=found, done=request.POST.getlist("done"))
    return done(request, reverse("meeting-page", args=[pk]), say=_("Saved."))


@require_POST
def narrators(request: Request, pk: int) -> HttpResponse:
    """Ask somebody whether they tell their part (`ask`), or answer for oneself (`answer`)."""
    back = reverse("meeting-page", args=[pk])
    if "answer" in request.POST:
        found = meeting_for(request, pk)
        is_said = say_whether(meeting=found, person=request.user, answer=request.POST["answer"])
        return done(
            request, back, say=_("Thank you. That is seen by whoever runs it.") if is_said else _("Nobody asked.")
        )
    found = cockpit_for(request, pk)
    asked = _number(request.POST.get("ask", ""))
    if person := next((voice.person for voice in voices(found) if voice.person.pk == asked), None):
        ask_to_narrate(meeting=found, person=person)
        return done(request, back, say=_("%(name)s is asked.") % {"name": person.display_name})
    return done(request, back, say=_("Choose somebody who was there. Nobody was asked."))


@require_POST
@never_cache
def guests(request: Request, pk: int) -> HttpResponse:
    """Make a guest's link, shown this once; or end one (`end`)."""
    found = cockpit_for(request, pk)
    if "end" in request.POST:
        withdraw_guest(meeting=found, pk=_number(request.POST["end"]))
        return done(request, reverse("meeting-page", args=[pk]), say=_("The link leads nowhere any more."))
    form = GuestForm(request.POST)
    if not form.is_valid() or found.is_over:
        return _show(request, found, form, status=422)
    seat, key = invite_guest(meeting=found, name=form.cleaned_data["name"], actor=request.user)
    link = settings.BASE_URL + reverse("seat", args=[key])
    return _show(request, found, GuestForm(), new_guest=seat, guest_link=link)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else 0
