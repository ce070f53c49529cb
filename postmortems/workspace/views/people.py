"""Who keeps a review, and who may see it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.reviews.access import STEER, review_for, visible_to
from postmortems.shared.htmx import done
from postmortems.workspace.forms import PeopleForm
from postmortems.workspace.services import save_people


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request, ref: str) -> HttpResponse:
    """Show or change keepers and visibility. Somebody who shuts themselves out comes home instead of to a 404."""
    review = review_for(request, ref, STEER)
    form = PeopleForm(request.POST if request.method == "POST" else None, review=review)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            merged = form.merged()
            if not merged.conflicts:
                save_people(review=review, changes=merged.changes, author=request.user)
                still = visible_to(request.user).filter(pk=review.pk).exists()
                return done(
                    request, reverse("review", args=[review.ref]) if still else reverse("home"), say=_("Saved.")
                )
            status = 409
    return render(request, "workspace/people.html", {"review": review, "form": form}, status=status)
