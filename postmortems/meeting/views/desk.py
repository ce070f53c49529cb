"""The facilitator's desk, and what is pressed there: take, hand over, add a review to a sitting, copy the last prep."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import Request
from postmortems.meeting.access import cockpit_for
from postmortems.meeting.chairs import Chair
from postmortems.meeting.desk import my_week, wanting
from postmortems.meeting.handing import CannotHand, add_review, copy_prep, drop_review, give_chairs, hand_over, take
from postmortems.meeting.practice import begin_practice
from postmortems.meeting.queries import reviews_of
from postmortems.reviews.access import STEER, VIEW, may, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import done


@require_safe
def desk(request: Request) -> HttpResponse:
    """What wants a facilitator, and one's own week."""
    context = {"wanting": wanting(request.user), "week": my_week(request.user), "form_key": uuid.uuid4()}
    return render(request, "meeting/desk.html", context)


@require_POST
def take_review(request: Request, ref: str) -> HttpResponse:
    """ "I take it"."""
    review = review_for(request, ref, STEER)
    try:
        take(review=review, actor=request.user)
    except CannotHand:
        return done(request, reverse("desk"), say=_("Somebody was quicker. It is in good hands."))
    return done(request, reverse("meeting", args=[ref]), say=_("Yours. When do you meet?"))


@require_POST
def practise(request: Request) -> HttpResponse:
    """A meeting for oneself: about made-up things, or with the story of a meeting to come (`of`)."""
    try:
        key = uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return done(request, reverse("desk"), say=_("This page was older than its form. Once more, and it begins."))
    of = cockpit_for(request, _number(request.POST["of"])) if "of" in request.POST else None
    meeting = begin_practice(actor=request.user, form_key=key, of=of)
    return done(request, reverse("cockpit", args=[meeting.pk]), say=_("Nobody sees this but you. Try everything."))


@require_POST
def watch(request: Request, pk: int) -> HttpResponse:
    """Let others sit beside whoever runs it: who keeps clock and hands, who writes down, who learns by watching."""
    meeting = cockpit_for(request, pk)
    named = {chair: _number(request.POST[chair]) for chair in Chair if chair in request.POST}
    people = {person.pk: person for person in User.objects.filter(pk__in=named.values(), is_active=True)}
    reviews = reviews_of(meeting)
    if not all(may(person, review, VIEW) for person in people.values() for review in reviews):
        return _back(request, pk, _("Choose somebody who may see what is talked about. Nothing was changed."))
    give_chairs(meeting=meeting, chairs={chair: people.get(who) for chair, who in named.items()}, actor=request.user)
    return _back(request, pk, _("Saved."))


@require_POST
def hand(request: Request, pk: int) -> HttpResponse:
    """Give the meeting to somebody else; they have to be able to see it."""
    meeting = cockpit_for(request, pk)
    person = User.objects.filter(pk=_number(request.POST.get("to", "")), is_active=True).first()
    reviews = reviews_of(meeting)
    if person is None or not all(may(person, review, VIEW) for review in reviews):
        return _back(request, pk, _("Choose somebody who may see what is talked about. Nothing was changed."))
    hand_over(meeting=meeting, to=person, actor=request.user)
    return _back(request, pk, _("%(name)s runs it now.") % {"name": person.display_name})


@require_POST
def agenda(request: Request, pk: int) -> HttpResponse:
    """Add a review to the sitting by its number (`add`), or take one out (`drop`)."""
    meeting = cockpit_for(request, pk)
    if "drop" in request.POST:
        drop_review(meeting=meeting, review=review_for(request, request.POST["drop"], STEER), actor=request.user)
        return _back(request, pk, _("Saved."))
    ref = request.POST.get("add", "").strip().upper().removeprefix("PIR-")
    review = Review.objects.alive().filter(number=_number(ref)).first()
    if review is None or not may(request.user, review, STEER):
        return _back(request, pk, _("There is no review of this number that you steer. Nothing was changed."))
    try:
        add_review(meeting=meeting, review=review, actor=request.user)
    except CannotHand:
        return _back(request, pk, _("That one has a meeting of its own. Nothing was changed."))
    return _back(request, pk, _("Saved. The invitations follow."))


@require_POST
def copy(request: Request, pk: int) -> HttpResponse:
    """The prep of one's last meeting, taken over."""
    was = copy_prep(meeting=cockpit_for(request, pk), actor=request.user)
    return _back(request, pk, _("Taken over from your last meeting.") if was else _("This is your first one."))


def _back(request: Request, pk: int, words: str) -> HttpResponse:
    return done(request, reverse("meeting-page", args=[pk]), say=words)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 10 else 0
