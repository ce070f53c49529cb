"""Letters in the app: the coming one as it stands today, and those before it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.followup.facts import Terms
from postmortems.library.coming import coming
from postmortems.library.letters import OF_MONTH, OF_QUARTER, Letter
from postmortems.library.piles import MOST
from postmortems.library.spans import Span
from postmortems.shared import clock

WHOLE = 60  # lines under one heading when somebody asks for all of them


@require_safe
def of_month(request: Request, name: str = "") -> HttpResponse:
    """What a month brings whoever looks, as the mail says it."""
    return _page(request, OF_MONTH, name)


@require_safe
def of_quarter(request: Request, name: str = "") -> HttpResponse:
    """The look-back on a quarter. While it is switched off nothing leads here but the page on which that is done."""
    return _page(request, OF_QUARTER, name)


def _page(request: Request, letter: Letter, name: str) -> HttpResponse:
    """The one that goes out next, or the named one; `whole` has more lines than a mail."""
    today = clock.today(request.user.zone)
    this = Span.around(today, letter.months)
    span = Span.said(name) if name else this
    if span is None or span.months != letter.months or span.first > today:
        raise Http404
    is_coming, is_whole, terms = span == this, "whole" in request.GET, Terms.current()
    told = letter.write(request.user, span, today=today, most=WHOLE if is_whole else MOST)
    context = {
        "told": told,
        "letter": letter,
        "title": str(letter.so_far % {"time": span.name}) if is_coming else letter.title_of(span),
        "subject": letter.subject_of(told),
        "coming": coming(letter, request.user, span, terms) if is_coming else None,
        "is_coming": is_coming,
        "is_whole": is_whole,
        "doors": [(letter.page_of(one), one.label) for one in (span.before, span.after) if one.first <= today],
        "has_look_back": letter is OF_MONTH and OF_QUARTER.goes_out(terms.rules),
        "is_look_back": letter is OF_QUARTER,
    }
    return render(request, "library/letter.html", context)
