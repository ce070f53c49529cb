"""A seat in the room: the page for one thumb, and all that can be pressed on it."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import Request
from postmortems.live.services import version
from postmortems.meeting.access import seat_of, seated
from postmortems.meeting.card import Kind
from postmortems.meeting.counts import PULSES, answer_count
from postmortems.meeting.floor_panel import say_on_floor
from postmortems.meeting.forms import CardForm, told
from postmortems.meeting.fragments import PHONE, view_of
from postmortems.meeting.own_cards import COOKIE, fresh_key, own
from postmortems.meeting.phone import changeable
from postmortems.meeting.room import Room
from postmortems.meeting.script import SAFETY
from postmortems.meeting.seat import Seat
from postmortems.meeting.seating import come_in, move_seat
from postmortems.meeting.steering import NoRoom, hold
from postmortems.meeting.topics import TRAY, tell
from postmortems.meeting.voting import TooManyVotes, VoteOver, vote
from postmortems.meeting.writing import NotYours, change_card, write_card

TWO_DAYS = 2 * 24 * 3600  # seconds that a browser can show its own cards


class Said(Exception):
    """What cannot be done now, as a sentence beside the thumb; the status is 422."""


@require_safe
def door(request: Request) -> HttpResponse:
    """Where somebody types the code from the screen."""
    code = "".join(request.GET.get("code", "").split())
    refused = _refused(request, code) if code else ""
    if code and not refused:
        return redirect("seat", code)
    return render(request, "meeting/door.html", {"typed": code, "refused": refused}, status=422 if refused else 200)


def _refused(request: Request, code: str) -> str:
    """Why this code opens no room; a meeting that is kept from somebody and none at all sound the same."""
    if not code.isdecimal() or len(code) != 4:
        return _("A code has four digits. It stands on the big screen.")
    try:
        seat_of(request, code)
    except Http404:
        return _("No meeting that is open to you has this code. It stands on the big screen.")
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def seat(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """The room for one hand; a POST does what its button says (`do`)."""
    mark = request.COOKIES.get(COOKIE) or fresh_key()
    try:
        said = _do(request, seat, mark) if request.method == "POST" else ""
    except Said as refused:
        if "quiet" in request.POST:
            return HttpResponse(status=204)
        return _marked(_page(request, seat, key, mark, refused=str(refused)), mark)
    if "quiet" in request.POST:  # said by the page itself: nothing to show, nothing to read aloud
        return _marked(HttpResponse(status=204), mark)
    if request.method == "POST" and not request.htmx:  # type: ignore[attr-defined]
        return _marked(redirect("seat", key), mark)
    return _marked(_page(request, seat, key, mark, said=said), mark)


@require_safe
@seated
def mine(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """One's own cards as they stand now."""
    return render(
        request, "meeting/phone_mine.html", {"mine": _mine(seat, request.COOKIES.get(COOKIE, "")), "key": key}
    )


def _page(request: HttpRequest, seat: Seat, key: str, mark: str, *, said: str = "", refused: str = "") -> HttpResponse:
    is_htmx = bool(request.htmx)  # type: ignore[attr-defined]
    seen_at = version()
    context = {
        "seat": seat,
        "key": key,
        "seen": view_of(seat.meeting, PHONE),
        "mine": _mine(seat, mark),
        "form_key": request.POST.get("form_key") if refused else uuid.uuid4(),
        "words": request.POST.get("words", "") if refused else "",
        "said": said,
        "refused": refused,
        "live_version": seen_at,
    }
    template = "meeting/phone_answer.html" if is_htmx else "meeting/phone.html"
    return render(request, template, context, status=422 if refused else 200)


def _mine(seat: Seat, mark: str) -> list[dict[str, object]]:
    cards = own(mark, seat.meeting.cards.order_by("-pk"))
    return [{"card": card, "is_changeable": changeable(card)} for card in cards if card.state != "away"]


def _marked[R: HttpResponse | HttpResponseRedirect](response: R, mark: str) -> R:
    """The browser keeps the key to its own cards, and nobody else does."""
    is_secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, mark, max_age=TWO_DAYS, path="/m/", httponly=True, samesite="Lax", secure=is_secure)
    return response


def _do(request: HttpRequest, seat: Seat, mark: str) -> str:
    """What the button says; a short word about it."""
    if not Room.objects.filter(meeting=seat.meeting).exists():
        raise Said(_("The room is not open yet. This page goes on by itself when it is."))
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Said(_("That is no button of this page."))
    come_in(seat)
    try:
        return act(request, seat, mark)
    except NoRoom:
        raise Said(_("The meeting is over. What you wrote was not sent; it stands here to be copied.")) from None


def _write(request: HttpRequest, seat: Seat, mark: str) -> str:
    form = CardForm(request.POST)
    if not form.is_valid():
        raise Said(told(form))
    said = form.cleaned_data
    write_card(seat=seat, key=mark, words=said["words"], kind=Kind(said["kind"]), form_key=said["form_key"])
    return _("Kept. Nobody sees it before it is turned over.")


def _change(request: HttpRequest, seat: Seat, mark: str) -> str:
    words = request.POST.get("words", "").strip()
    if len(words) > 500:
        raise Said(_("One thing to a card: 500 characters are the most, and this has %(n)d.") % {"n": len(words)})
    try:
        change_card(seat=seat, key=mark, pk=_number(request.POST.get("card", "")), words=words)
    except NotYours:
        raise Said(_("This card is turned over already. A new one can say it differently.")) from None
    return _("Changed.") if words else _("Put away.")


def _vote(request: HttpRequest, seat: Seat, mark: str) -> str:
    try:
        vote(seat=seat, choices=[_number(choice) for choice in request.POST.getlist("choice")])
    except VoteOver:
        raise Said(_("The vote is over.")) from None
    except TooManyVotes:
        raise Said(_("That is more than there are votes to give. Nothing was counted yet.")) from None
    tell(seat.meeting, TRAY)
    return _("Your votes are in. Until the vote is over they can be changed.")


def _count(request: HttpRequest, seat: Seat, mark: str) -> str:
    """Each answer that was chosen; the others were passed on, which is fine."""
    given = {what: request.POST[what] for what in (SAFETY, *PULSES) if request.POST.get(what)}
    for what, value in given.items():
        try:
            answer_count(seat=seat, what=what, value=_number(value))
        except ValueError:
            raise Said(_("One of the answers that are offered.")) from None
    return _("Counted. Nobody can tell whose it was.") if given else _("Passing is fine.")


def _pause(request: HttpRequest, seat: Seat, mark: str) -> str:
    hold(meeting=seat.meeting, is_short_pause=True)
    return _("A short pause for everybody. Nobody learns who asked.")


def _hello(request: HttpRequest, seat: Seat, mark: str) -> str:
    say_on_floor(meeting=seat.meeting, seat=seat.pk, does="remote" if seat.is_remote else "here")
    return ""


def _writes(request: HttpRequest, seat: Seat, mark: str) -> str:
    """Somebody is at it: whoever runs the meeting sees how many are, and lets the clock wait."""
    say_on_floor(meeting=seat.meeting, seat=seat.pk, does="writes")
    return ""


def _place(request: HttpRequest, seat: Seat, mark: str) -> str:
    """In the room, or not: who is not comes first among those who spoke as often."""
    move_seat(seat, is_remote=request.POST["do"] == "remote")
    say_on_floor(meeting=seat.meeting, seat=seat.pk, does=request.POST["do"])
    return _("Among those who spoke as often you come first.") if seat.is_remote else _("You are in the room.")


def _hand(request: HttpRequest, seat: Seat, mark: str) -> str:
    """Up or down; whoever runs the meeting sees the queue, in memory only."""
    is_up = request.POST["do"] == "hand"
    say_on_floor(meeting=seat.meeting, seat=seat.pk, does=request.POST["do"])
    return _("Your hand is up.") if is_up else _("Your hand is down again.")


def _done(request: HttpRequest, seat: Seat, mark: str) -> str:
    say_on_floor(meeting=seat.meeting, seat=seat.pk, does="done")
    return _("Thank you. Whoever runs it sees how many are done, not who.")


_ACTS: dict[str, Callable[[HttpRequest, Seat, str], str]] = {
    "card": _write,
    "change": _change,
    "vote": _vote,
    "count": _count,
    "pause": _pause,
    "hello": _hello,
    "writes": _writes,
    "remote": _place,
    "room": _place,
    "hand": _hand,
    "down": _hand,
    "done": _done,
}


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else -1
