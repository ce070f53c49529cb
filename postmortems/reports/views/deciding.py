"""What becomes of a report: a review of its own, a part of another one, a theme together with others."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.reports.access import for_facilitators, report_for
from postmortems.reports.becoming import NotEnough, become_review, join_review, make_theme
from postmortems.reports.forms import BecomeForm, ThemeForm
from postmortems.reports.queries import MOST, laid_out, listed
from postmortems.reviews.access import visible_to
from postmortems.reviews.joining import CannotJoin
from postmortems.reviews.models import Kind, Review
from postmortems.shared.htmx import done


@require_POST
@for_facilitators
def become(request: Request, key: uuid.UUID) -> HttpResponse:
    """A review of its own, a near miss where nothing else is said."""
    found, form = report_for(request, key), BecomeForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else Kind.NEAR_MISS
    review = become_review(report=found, kind=kind, actor=request.user)
    return done(request, reverse("report-page", args=[key]), say=_("On record as %(ref)s.") % {"ref": review.ref})


@require_POST
@for_facilitators
def joining(request: Request, key: uuid.UUID) -> HttpResponse:
    """A part of the review of this number."""
    found, target = report_for(request, key), _review_called(request)
    words = _("There is no review of this number that you may see. Nothing was changed.")
    if target is not None:
        try:
            review = join_review(report=found, into=target, actor=request.user)
            words = _("Its words are with %(ref)s now.") % {"ref": review.ref}
        except CannotJoin as error:
            words = str(error)
    return done(request, reverse("report-page", args=[key]), say=words)


def _review_called(request: Request) -> Review | None:
    number = request.POST.get("ref", "").strip().upper().removeprefix("PIR-")
    if not number.isdecimal() or len(number) > 9:
        return None
    return visible_to(request.user).filter(number=int(number)).first()


@require_POST
@for_facilitators
def theme(request: Request) -> HttpResponse:
    """Several reports as one theme review; what was ticked and typed stands again where something is missing."""
    form, ticked = ThemeForm(request.POST), request.POST.getlist("report")[:MOST]
    chosen = list(laid_out().filter(pk__in=_keys(ticked)))
    if form.is_valid():
        try:
            review = make_theme(reports=chosen, title=form.cleaned_data["title"], actor=request.user)
            return done(request, reverse("review", args=[review.ref]))
        except NotEnough:
            form.add_error(None, _("Three reports make a theme. Tick those that are in no review yet."))
    waiting, others = listed()
    context = {"waiting": waiting, "others": others, "theme": form, "form": form, "ticked": ticked}
    return render(request, "reports/desk.html", context, status=422)


def _keys(ticked: list[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(key) for key in ticked]
    except ValueError:
        return []
