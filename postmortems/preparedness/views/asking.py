"""How prepared we were: the five questions of one review."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.preparedness.forms import PreparedForm
from postmortems.preparedness.models import Preparedness
from postmortems.preparedness.services import say_how_prepared
from postmortems.reviews.access import EDIT, review_for
from postmortems.shared.htmx import done


@require_http_methods(["GET", "HEAD", "POST"])
def prepared(request: Request, ref: str) -> HttpResponse:
    """Show or say it. Another answer to the same question meanwhile is shown beside (409)."""
    review = review_for(request, ref, EDIT)
    standing = Preparedness.objects.filter(review=review).first()
    form = PreparedForm(request.POST if request.method == "POST" else None, standing=standing)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            merged = form.merged()
            if not merged.conflicts:
                say_how_prepared(review=review, changes=merged.changes, actor=request.user)
                return done(
                    request,
                    reverse("review", args=[review.ref]),
                    say=_("Saved. It counts for the system, not for anybody."),
                )
            status = 409
    return render(request, "preparedness/page.html", {"review": review, "form": form}, status=status)
