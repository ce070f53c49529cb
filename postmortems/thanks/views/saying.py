"""The thanks of a review: reading them, saying some, keeping one between two."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.reviews.access import as_written, review_for
from postmortems.shared.htmx import answer, done
from postmortems.thanks.forms import ThanksForm
from postmortems.thanks.queries import may_be_thanked, seen_by, thanks_in
from postmortems.thanks.services import keep_between_two, say_thanks


@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: Request, ref: str) -> HttpResponse:
    """On a page of its own; fetched into the review's page with scripts. Whoever may see the review as it was written
    may thank: thanks name people, also where its shared page says roles.
    """
    review = as_written(review_for(request, ref))
    people = may_be_thanked(review, by=request.user)
    form = ThanksForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_bound and form.is_valid():
        say_thanks(review=review, actor=request.user, **form.cleaned_data)
        return done(request, reverse("thanks", args=[review.ref]), say=_("Thank you for saying it."))
    context = {"review": review, "thanks_form": form, "thanks": thanks_in(review, user=request.user)}
    return answer(request, "thanks/page.html", context, fragment="thanks-list", status=422 if form.is_bound else 200)


@require_POST
def between(request: Request, pk: int) -> HttpResponse:
    """Whoever is thanked keeps it between the two of them, or shows it (`shown`)."""
    one = get_object_or_404(seen_by(request.user).filter(to=request.user), pk=pk)
    keep_between_two(thanks=one, is_private="shown" not in request.POST, actor=request.user)
    return done(request, reverse("thanks", args=[one.review.ref]))
