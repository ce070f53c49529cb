"""Putting something on record, and what somebody reads right after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from postmortems.reviews.access import review_for, visible_to
from postmortems.reviews.forms import RecordForm, read_local
from postmortems.reviews.joining import CannotJoin, join
from postmortems.reviews.kinds import kind_called
from postmortems.reviews.models import Kind, Review
from postmortems.reviews.queries import service_names
from postmortems.reviews.services import put_on_record
from postmortems.reviews.states import State
from postmortems.reviews.twins import likely_twin
from postmortems.reviews.withdrawing import may_withdraw
from postmortems.shared import clock
from postmortems.shared.htmx import answer, done
from postmortems.wording.bringing import bring_back
from postmortems.wording.services import drop_draft


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Three fields. Any words are taken; only a truly empty first field is asked for once more. `join` names the review
    to which the words belong after all.
    """
    user: Any = request.user
    asked = request.POST if request.method == "POST" else request.GET
    kind = kind_called(asked.get("kind", ""))
    form = RecordForm(request.POST if request.method == "POST" else None, zone=user.zone, kind=kind)
    if form.is_bound and form.is_valid():
        review = put_on_record(report=form.report(), reporter=user, form_key=form.cleaned_data["form_key"])
        drop_draft(author=user, target="record:0", slot="noticed")
        return _recorded(request, review)
    bring_back(form, user=user, target="record:0", slot="noticed", field="noticed")
    context = {"form": form, "services": service_names(), "kinds": Kind.choices, "kind": kind}
    status = 422 if form.is_bound else 200
    return answer(request, "reviews/record.html", context, fragment="reviews-record", status=status)


def _recorded(request: HttpRequest, review: Review) -> HttpResponse:
    """To the answer; where the words join another review that this person may see, to what is said about that."""
    user: Any = request.user
    number = request.POST.get("join", "").removeprefix("PIR-")
    target = visible_to(user).filter(number=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    if target is None:
        return done(request, reverse("recorded", args=[review.ref]))
    try:
        join(review=review, into=target, actor=user)
    except CannotJoin:  # the log stands, and its own answer offers what is still possible
        return done(request, reverse("recorded", args=[review.ref]))
    return done(request, reverse("joined", args=[review.ref]))


@require_safe
def twin(request: HttpRequest) -> HttpResponse:
    """While somebody files: what is on record already for this service and this hour. Of the form only these two come
    along, never the words.
    """
    user: Any = request.user
    since = read_local(request.GET.get("since", ""), user.zone)
    found = likely_twin(user=user, service=request.GET.get("service", "")[:80], since=since)
    return render(request, "reviews/twin.html", {"twin": found, "zone": user.zone})


@require_safe
def recorded(request: HttpRequest, ref: str) -> HttpResponse:
    """What somebody reads right after filing: it is kept, and nobody is asked for anything tonight."""
    review = review_for(request, ref)
    user: Any = request.user
    noon = clock.local(clock.noon_after_night(review.filed_at, review.zone), user.zone).date()
    context = {
        "review": review,
        "noon": noon,
        "days": (noon - clock.today(user.zone)).days,
        "twin": _twin_of(review, user) if review.state == State.INCIDENT else None,
        "may_withdraw": may_withdraw(user, review),
        "zone": user.zone,
    }
    return render(request, "reviews/recorded.html", context)


def _twin_of(review: Review, user: Any) -> Review | None:
    incident = review.incidents.prefetch_related("services").first()
    service = next(iter(incident.services.all()), None) if incident else None
    if incident is None or service is None or user.pk != review.filed_by_id:
        return None
    return likely_twin(user=user, service=service.name, since=incident.started_at or review.filed_at, beside=review)
