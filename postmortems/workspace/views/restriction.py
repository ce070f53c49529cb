"""Why a review is kept to some, and what becomes of that: who sees it may read why, who keeps it decides."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import STEER, VIEW, review_for
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.restricting import open_to_everybody, restrict
from postmortems.reviews.restriction import USUAL, Restriction
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.workspace.restriction_form import KeepForm


@require_http_methods(["GET", "HEAD", "POST"])
def restriction(request: Request, ref: str) -> HttpResponse:
    """Why, and until when. Open it (`open`), or keep it so until another day; of one that is open nothing is asked."""
    review = review_for(request, ref, STEER if request.method == "POST" else VIEW)
    if review.visibility == Visibility.EVERYONE:
        return redirect("review", review.ref)
    standing, today = Restriction.objects.filter(review=review).first(), clock.today(request.user.zone)
    if request.method != "POST":
        initial = {"because": standing.because if standing else "", "ends_on": today + USUAL}
        return _show(request, review, KeepForm(initial=initial, today=today), standing)
    page = reverse("review", args=[review.ref])
    if "open" in request.POST:
        open_to_everybody(review=review, actor=request.user)
        return done(request, page, say=_("Everybody here can see it now."))
    form = KeepForm(request.POST, today=today)
    if not form.is_valid():
        return _show(request, review, form, standing, status=422)
    restrict(review=review, **form.cleaned_data, actor=request.user)
    return done(request, page, say=_("It stays as it is until then."))


def _show(
    request: Request, review: Review, form: KeepForm, standing: Restriction | None, *, status: int = 200
) -> HttpResponse:
    context = {"review": review, "form": form, "standing": standing, "may_decide": STEER in review.powers}
    return render(request, "workspace/restriction.html", context, status=status)
