"""What is like it, for who writes a review or one of its conditions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.factors.taxonomy import Code
from postmortems.library.similar import similar_conditions, similar_reviews
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.collected import themes_of
from postmortems.shared.htmx import answer
from postmortems.workspace.together import beside

LONGEST = 500


@require_safe
def of_review(request: Request, ref: str) -> HttpResponse:
    """Earlier reviews that are like this one: a page, and for htmx what stands beside the review."""
    review = review_for(request, ref)
    context = {
        "review": review,
        "earlier": similar_reviews(review, user=request.user),
        "themes": beside(themes_of(review, user=request.user)),
    }
    return answer(request, "library/similar.html", context, fragment="similar")


@require_POST
def of_condition(request: Request, ref: str) -> HttpResponse:
    """While somebody writes a condition: which earlier ones are like it. The words are looked at and forgotten."""
    review = review_for(request, ref, EDIT)
    sentence, code = request.POST.get("sentence", "")[:LONGEST].replace("\x00", ""), request.POST.get("code", "")
    found = similar_conditions(review, user=request.user, sentence=sentence, code=code if code in Code.values else "")
    return render(request, "library/similar_conditions.html", {"earlier": found})
