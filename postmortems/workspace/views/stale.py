"""Closing what nobody will write."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.reviews.models import Review
from postmortems.shared.htmx import done
from postmortems.workspace.sharing_forms import StaleForm
from postmortems.workspace.stale import close_together, open_again, stale

MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def stale_reviews(request: Request) -> HttpResponse:
    """Lists them; the ticked ones are closed with one sentence, and one press opens them again."""
    listed = list(stale(request.user)[:MOST])
    form = StaleForm(request.POST if request.method == "POST" else None, reviews=listed)
    if not form.is_bound:
        return _show(request, listed, form)
    if not form.is_valid():
        return _show(request, listed, form, status=422)
    said = form.cleaned_data
    numbers = [int(number) for number in said["numbers"]]
    closed = close_together(numbers=numbers, because=said["because"], actor=request.user)
    left = [review for review in listed if review not in closed]
    return _show(request, left, StaleForm(reviews=left), closed=closed)


@require_POST
def reopen(request: Request) -> HttpResponse:
    """Undo: those that were just closed stand where they stood."""
    numbers = [int(one) for one in request.POST.get("numbers", "").split(",") if one.isdecimal() and len(one) < 10]
    open_again(numbers=numbers[:MOST], actor=request.user)
    return done(request, reverse("stale"), say=_("They stand where they stood."))


def _show(
    request: Request, listed: list[Review], form: StaleForm, *, closed: list[Review] | None = None, status: int = 200
) -> HttpResponse:
    fields = {"numbers": ",".join(str(review.number) for review in closed or [])}
    context = {"reviews": listed, "form": form, "closed": closed, "undo_fields": fields, "zone": request.user.zone}
    return render(request, "workspace/stale.html", context, status=status)
