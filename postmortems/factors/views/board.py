"""The conditions as a board."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import Request
from postmortems.factors.board import columns
from postmortems.factors.section import cards
from postmortems.reviews.access import review_for
from postmortems.wording.queries import Asked


@require_safe
def board(request: Request, ref: str) -> HttpResponse:
    """What each did in columns, by kind; every card leads to its place in the list."""
    review = review_for(request, ref)
    found = cards(review, user=request.user, drafts={}, asked=Asked(review=review.pk))
    context = {"review": review, "columns": columns(found, not_sorted=_("Not sorted yet")), "count": len(found)}
    return render(request, "factors/board.html", context)
