"""The facilitator's private screen: three regions, and a button for each thing that the hour needs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.factors.taxonomy import Code, Sign
from postmortems.live.services import version
from postmortems.meeting import steering, tray
from postmortems.meeting.access import cockpit_for
from postmortems.meeting.capture_words import CAPTURED
from postmortems.meeting.card import Exit
from postmortems.meeting.closing import end
from postmortems.meeting.floor_panel import say_on_floor
from postmortems.meeting.forms import CaptureForm, fresh
from postmortems.meeting.fragments import COCKPIT, view_of
from postmortems.meeting.models import Meeting
from postmortems.meeting.parking import let_leave
from postmortems.meeting.room import Room
from postmortems.meeting.script import LINES, after, before, line_of
from postmortems.meeting.sorting import count_hands, sort_factor
from postmortems.meeting.views import deck
from postmortems.meeting.writing import capture
from postmortems.timeline.queries import told
from postmortems.wording.refusal import coaching

MOST_MINUTES = 30


class Refused(Exception):
    """What cannot be done now: a sentence, and what belongs beside it."""

    def __init__(self, words: str, **beside: Any) -> None:
        super().__init__(words)
        self.beside = beside


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
    meeting = cockpit_for(request, pk, watching=not is_post)
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
        "seen": view_of(Meeting.objects.select_related("facilitator").get(pk=meeting.pk), COCKPIT),
        "kinds": [(kind.value, kind.label) for kind in CAPTURED],
        "capture": fresh(CaptureForm),
        "watches": meeting.shadow_id == request.user.pk,
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
    except deck.CannotAsk as reason:
        raise Refused(str(reason)) from None
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
    minutes = _number(request.POST.get("minutes", "2"))
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
    event = told(review).filter(pk=_number(request.POST.get("event", ""))).first()
    steering.shine(meeting=meeting, event=event)


def _capture(request: Request, meeting: Meeting) -> None:
    form = CaptureForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(error for errors in form.errors.values() for error in errors), capture=form)
    said = form.cleaned_data
    capture(meeting=meeting, words=said["words"], chosen=form.chosen, actor=request.user, form_key=said["form_key"])


def _reword(request: Request, meeting: Meeting) -> None:
    words = request.POST.get("words", "").strip()
    if not words or len(words) > 500:
        raise Refused(_("One sentence, of 500 characters at most."))
    try:
        tray.reword(meeting=meeting, pk=_card(request), words=words, actor=request.user)
    except tray.StillFlagged as still:
        beside = {"again": _card(request), "again_words": words, "again_coaching": coaching(still.verdict, words)}
        raise Refused(_("It still ends with a person. The card waits in the tray."), **beside) from None


def _allow(request: Request, meeting: Meeting) -> None:
    tray.allow(meeting=meeting, pk=_card(request), actor=request.user)


def _hand_back(request: Request, meeting: Meeting) -> None:
    tray.hand_back(meeting=meeting, pk=_card(request))


def _keep(request: Request, meeting: Meeting) -> None:
    tray.keep_card(meeting=meeting, pk=_card(request), actor=request.user)


def _away(request: Request, meeting: Meeting) -> None:
    tray.put_away(meeting=meeting, pk=_card(request))


def _merge(request: Request, meeting: Meeting) -> None:
    tray.merge(meeting=meeting, pk=_card(request), into=_number(request.POST.get("into", "")))


def _leave(request: Request, meeting: Meeting) -> None:
    way = request.POST.get("way", "")
    if way not in Exit:
        raise Refused(_("One of the four ways out."))
    note = request.POST.get("note", "").strip()
    let_leave(meeting=meeting, pk=_card(request), way=Exit(way), note=note, actor=request.user)


def _sort(request: Request, meeting: Meeting) -> None:
    """What a condition did, and of which kind it is."""
    review = Room.objects.select_related("review").get(meeting=meeting).review
    factor = review.factors.alive().filter(pk=_number(request.POST.get("factor", ""))).first()
    sign, code = request.POST.get("sign", ""), request.POST.get("code", "")
    if factor is None or sign not in Sign or (code and code not in Code):
        raise Refused(_("One of the kinds that are offered."))
    sort_factor(meeting=meeting, factor=factor, sign=sign, code=code, actor=request.user)


def _hands(request: Request, meeting: Meeting) -> None:
    """How many hands went up: a number, no names."""
    said = request.POST.get("hands", "")
    if not said.isdecimal() or int(said[:6]) > 500:
        raise Refused(_("A number of hands, 500 at most."))
    count_hands(meeting=meeting, up=int(said))


def _spoke(request: Request, meeting: Meeting) -> None:
    """Somebody has the floor: their turn counts, their hand goes down."""
    seat = meeting.seats.filter(pk=_number(request.POST.get("seat", ""))).first()
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
    "reword": _reword,
    "allow": _allow,
    "hand-back": _hand_back,
    "keep": _keep,
    "away": _away,
    "merge": _merge,
    "leave": _leave,
    "spoke": _spoke,
    "sort": _sort,
    "hands": _hands,
    **deck.ACTS,
    "end": _end,
}


def _card(request: Request) -> int:
    return _number(request.POST.get("card", ""))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else 0
