"""The letter of a month in the app: the coming one as it stands today, and those before it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.library.coming import coming
from postmortems.library.kinds import subject_of, title_of
from postmortems.library.letter import letter
from postmortems.library.piles import MOST
from postmortems.library.spans import MONTH, Span
from postmortems.shared import clock

WHOLE = 60  # lines under one heading when somebody asks for all of them


@require_safe
def of_month(request: Request, name: str = "") -> HttpResponse:
    """What it brings whoever looks, as the mail would say it; `whole` has more lines than a mail."""
    today = clock.today(request.user.zone)
    this = Span.around(today, MONTH)
    month = Span.said(name) if name else this
    if month is None or month.months != MONTH or month.first > today:
        raise Http404
    most = WHOLE if "whole" in request.GET else MOST
    is_coming = month == this
    told = letter(request.user, month, today=today, most=most)
    context = {
        "letter": told,
        "title": title_of(month),
        "subject": subject_of(told),
        "is_coming": is_coming,
        "coming": coming(request.user, first=month.after.first) if is_coming else None,
        "after": None if is_coming else month.after,
        "this": this,
        "is_whole": most == WHOLE,
    }
    return render(request, "library/letter.html", context)
