"""Putting something on record, and the list of what is on record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from postmortems.reviews.access import review_for, visible_to
from postmortems.reviews.forms import RecordForm
from postmortems.reviews.queries import newest, service_names
from postmortems.reviews.services import put_on_record
from postmortems.shared import clock
from postmortems.shared.htmx import answer, done
from postmortems.wording.bringing import bring_back
from postmortems.wording.services import drop_draft


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews that this person may see, newest first."""
    user: Any = request.user
    before = request.GET.get("before", "")
    at = int(before) if before.isdecimal() and len(before) < 10 else None
    page = newest(visible_to(user), before=at)
    return render(request, "reviews/page.html", {"page": page, "before": at, "zone": user.zone})


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Three fields. Any words are taken; only a truly empty first field is asked for once more."""
    user: Any = request.user
    form = RecordForm(request.POST if request.method == "POST" else None, zone=user.zone)
    if form.is_bound and form.is_valid():
        review = put_on_record(report=form.report(), reporter=user, form_key=form.cleaned_data["form_key"])
        drop_draft(author=user, target="record:0", slot="noticed")
        return done(request, reverse("recorded", args=[review.ref]))
    bring_back(form, user=user, target="record:0", slot="noticed", field="noticed")
    context = {"form": form, "services": service_names()}
    status = 422 if form.is_bound else 200
    return answer(request, "reviews/record.html", context, fragment="reviews-record", status=status)


@require_safe
def recorded(request: HttpRequest, ref: str) -> HttpResponse:
    """What somebody reads right after filing: it is kept, and nobody is asked for anything tonight."""
    review = review_for(request, ref)
    user: Any = request.user
    noon = clock.local(clock.noon_after_night(review.filed_at, review.zone), user.zone).date()
    days = (noon - clock.today(user.zone)).days
    return render(request, "reviews/recorded.html", {"review": review, "noon": noon, "days": days})
