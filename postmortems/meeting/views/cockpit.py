"""The facilitator's private screen: three regions, and a button for each thing that the hour needs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.live.services import version
from postmortems.meeting import forms, steering, tray
from postmortems.meeting.access import chairs_of, cockpit_for, holds
from postmortems.meeting.capture_words import CAPTURED
from postmortems.meeting.closing import end
from postmortems.meeting.floor_panel import say_on_floor
from postmortems.meeting.forms import CaptureForm, fresh
from postmortems.meeting.fragments import COCKPIT, view_of
from postmortems.meeting.models import Meeting
from postmortems.meeting.queries import reviews_of
from postmortems.meeting.room import Room
from postmortems.meeting.script import LINES, after, before, line_of
from postmortems.meeting.sorting import count_hands
from postmortems.meeting.views import card_buttons, deck
from postmortems.meeting.views.pressing import Refused, number_in
from postmortems.meeting.writing import capture
from postmortems.timeline.queries import told

MOST_MINUTES = 30


@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    """Open the room, and go to the cockpit."""
    meeting = cockpit_for(request, pk)
    if not meeting.is_over:
        steering.start(meeting=meeting, actor=request.user)
    return redirect("cockpit", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cockpit(request: Request, pk: int) -> HttpResponse:
    """The cockpit; a POST does what its button says (`do`)."""
    is_post = request.method == "POST"
    meeting = cockpit_for(request, pk, watching=not is_post, does=_pressed(request) if is_post else "")
    if not Room.objects.filter(meeting=meeting).exists():
        return redirect("meeting-page", pk)
    try:
        if is_post:
            _do(request, meeting)
    except Refused as refused:
        return _show(request, meeting, status=422, refused=str(refused), **refused.beside)
    if is_post and not request.htmx:
        return redirect("cockpit", pk)
    return _show(request, meeting)


def _show(request: Request, meeting: Meeting, *, status: int = 200, **more: Any) -> HttpResponse:
    seen_at = version()
    context = {
        "seen": view_of(Meeting.objects.select_related("facilitator", "second", "scribe").get(pk=meeting.pk), COCKPIT),
        "kinds": [(kind.value, kind.label) for kind in CAPTURED],
        "capture": fresh(CaptureForm),
        "chairs": [] if holds(request.user, meeting) else chairs_of(request.user, meeting),
        "live_version": seen_at,
        "is_news": bool(request.htmx),
        **more,
    }
    template = "meeting/cockpit_answer.html" if request.htmx else "meeting/cockpit.html"
    return render(request, template, context, status=status)


def _do(request: Request, meeting: Meeting) -> None:
    act = _ACTS.get(_pressed(request))
    if act is None:
        raise Refused(_("That is no button of this page."))
    try:
        act(request, meeting)
    except steering.NoRoom:
        raise Refused(_("The meeting is over. What was captured stands in the review.")) from None
    except tray.NotThere:
        raise Refused(_("That card was moved meanwhile. This is how it stands now.")) from None


def _pressed(request: Request) -> str:
    """Which button it was. A list of questions has many of one kind, and a button has one name."""
    return next((name for name in ("ask", "pin") if name in request.POST), request.POST.get("do", ""))


def _step(request: Request, meeting: Meeting) -> None:
    """To the next line, back to the last one, or to any: nothing holds the room."""
    now = line_of(Room.objects.get(meeting=meeting).line)
    ways = {"next": after(now), "back": before(now)}
    named = next((line for line in LINES if line.slug == request.POST.get("line")), None)
    target = named or ways.get(request.POST["do"])
    # "Next" pressed twice, or on two devices, is one step: the page says where it stood.
    was = request.POST.get("was")
    if target and (named or was in (None, now.slug)):
        steering.go_to(meeting=meeting, line=target, actor=request.user)


def _extend(request: Request, meeting: Meeting) -> None:
    minutes = number_in(request, "minutes") if "minutes" in request.POST else 2
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused(_("Between 1 and %(most)d minutes at a time.") % {"most": MOST_MINUTES})
    steering.extend(meeting=meeting, minutes=minutes, actor=request.user)


def _hold(request: Request, meeting: Meeting) -> None:
    steering.hold(meeting=meeting)


def _go_on(request: Request, meeting: Meeting) -> None:
    steering.go_on(meeting=meeting)


def _shine(request: Request, meeting: Meeting) -> None:
    """Put an entry on the screens; without one, take it away."""
    review = Room.objects.select_related("review").get(meeting=meeting).review
    event = told(review).filter(pk=number_in(request, "event")).first()
    steering.shine(meeting=meeting, event=event)


def _capture(request: Request, meeting: Meeting) -> None:
    form = CaptureForm(request.POST)
    if not form.is_valid():
        raise Refused(forms.told(form), capture=form)
    said = form.cleaned_data
    capture(meeting=meeting, words=said["words"], chosen=form.chosen, actor=request.user, form_key=said["form_key"])


def _hands(request: Request, meeting: Meeting) -> None:
    """How many hands went up: a number, no names."""
    said = request.POST.get("hands", "")
    if not said.isdecimal() or int(said[:6]) > 500:
        raise Refused(_("A number of hands, 500 at most."))
    count_hands(meeting=meeting, up=int(said))


def _talk(request: Request, meeting: Meeting) -> None:
    """Go to another review of the sitting."""
    review = next((one for one in reviews_of(meeting) if str(one.pk) == request.POST.get("review")), None)
    if review is None:
        raise Refused(_("That review is not part of this meeting."))
    steering.talk_about(meeting=meeting, review=review)


def _spoke(request: Request, meeting: Meeting) -> None:
    """Somebody has the floor: their turn counts, their hand goes down."""
    seat = meeting.seats.filter(pk=number_in(request, "seat")).first()
    if seat:
        say_on_floor(meeting=meeting, seat=seat.pk, does="spoke")


def _end(request: Request, meeting: Meeting) -> None:
    end(meeting=meeting, actor=request.user, shows="shows" in request.POST)


_ACTS: dict[str, Callable[[Request, Meeting], None]] = {
    "next": _step,
    "back": _step,
    "go": _step,
    "extend": _extend,
    "hold": _hold,
    "go-on": _go_on,
    "shine": _shine,
    "capture": _capture,
    "talk": _talk,
    "spoke": _spoke,
    "hands": _hands,
    **deck.ACTS,
    **card_buttons.ACTS,
    "end": _end,
}
