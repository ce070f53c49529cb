"""The buttons beside cards: in the tray, among those that lie open, in the parking lot; and of conditions."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.requests import Request
from postmortems.factors.taxonomy import Code, Sign
from postmortems.meeting import tray
from postmortems.meeting.card import Exit
from postmortems.meeting.models import Meeting
from postmortems.meeting.parking import let_leave
from postmortems.meeting.room import Room
from postmortems.meeting.sorting import sort_factor
from postmortems.meeting.views.pressing import Refused, number_in
from postmortems.wording.refusal import coaching


def _reword(request: Request, meeting: Meeting) -> None:
    words = request.POST.get("words", "").strip()
    if not words or len(words) > 500:
        raise Refused(_("One sentence, of 500 characters at most."))
    try:
        tray.reword(meeting=meeting, pk=number_in(request, "card"), words=words, actor=request.user)
    except tray.StillFlagged as still:
        beside = {
            "again": number_in(request, "card"),
            "again_words": words,
            "again_coaching": coaching(still.verdict, words),
        }
        raise Refused(_("It still ends with a person. The card waits in the tray."), **beside) from None


def _allow(request: Request, meeting: Meeting) -> None:
    tray.allow(meeting=meeting, pk=number_in(request, "card"), actor=request.user)


def _hand_back(request: Request, meeting: Meeting) -> None:
    tray.hand_back(meeting=meeting, pk=number_in(request, "card"))


def _keep(request: Request, meeting: Meeting) -> None:
    tray.keep_card(meeting=meeting, pk=number_in(request, "card"), actor=request.user)


def _away(request: Request, meeting: Meeting) -> None:
    tray.put_away(meeting=meeting, pk=number_in(request, "card"))


def _merge(request: Request, meeting: Meeting) -> None:
    tray.merge(meeting=meeting, pk=number_in(request, "card"), into=number_in(request, "into"))


def _leave(request: Request, meeting: Meeting) -> None:
    way = request.POST.get("way", "")
    if way not in Exit:
        raise Refused(_("One of the four ways out."))
    note = request.POST.get("note", "").strip()
    let_leave(meeting=meeting, pk=number_in(request, "card"), way=Exit(way), note=note, actor=request.user)


def _sort(request: Request, meeting: Meeting) -> None:
    """What a condition did, and of which kind it is."""
    review = Room.objects.select_related("review").get(meeting=meeting).review
    factor = review.factors.alive().filter(pk=number_in(request, "factor")).first()
    sign, code = request.POST.get("sign", ""), request.POST.get("code", "")
    if factor is None or sign not in Sign or (code and code not in Code):
        raise Refused(_("One of the kinds that are offered."))
    sort_factor(meeting=meeting, factor=factor, sign=sign, code=code, actor=request.user)


ACTS: dict[str, Callable[[Request, Meeting], None]] = {
    "reword": _reword,
    "allow": _allow,
    "hand-back": _hand_back,
    "keep": _keep,
    "away": _away,
    "merge": _merge,
    "leave": _leave,
    "sort": _sort,
}
