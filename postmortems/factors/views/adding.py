"""The section on a page of its own, and adding a condition to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.factors.forms import FACTOR, HELPED, AddForm
from postmortems.factors.models import ContributingFactor
from postmortems.factors.section import choices_of, frame, is_first
from postmortems.factors.services import add_factor
from postmortems.factors.views.shown import PAGE, card_for, go_to, hint_for, keep_words, show, whole
from postmortems.reviews.access import EDIT, as_written, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.services import drop_draft


@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: Request, ref: str) -> HttpResponse:
    """The section on a page of its own; a POST adds a condition."""
    if request.method == "POST":
        return _add(request, review_for(request, ref, EDIT))
    review = as_written(review_for(request, ref))
    if request.htmx and EDIT in review.powers and request.GET.get("more") in (FACTOR, HELPED):
        form = AddForm(place=request.GET["more"], **choices_of(review))
        return answer(request, "factors/more_fields.html", {"form": form})
    context = whole(request, review)
    removed = request.GET.get("removed", "")
    if EDIT in review.powers and removed.isdecimal():
        context["removed"] = review.factors.filter(pk=int(removed[:18]), deleted_at__isnull=False).first()
    return answer(request, PAGE, context, fragment="factors")


def _add(request: Request, review: Review) -> HttpResponse:
    place = HELPED if request.POST.get("slot") == HELPED else FACTOR
    kept: dict[str, Any] = {"author": request.user, "target": f"review:{review.pk}", "slot": place}
    choices = choices_of(review)
    new: Any = {"place": place, **choices, "is_first": is_first(review, place)}
    if "away" in request.POST:
        drop_draft(**kept)
        return _back(request, review, AddForm(**new))
    if "start" in request.POST:
        form = AddForm.started(request.POST, draft=keep_words(request, kept), **new)
        return show(request, review, form=form)
    form = AddForm(request.POST, **new)
    if not form.is_valid():
        return show(request, review, form=form, status=422)
    try:
        factor = _save_new(form, review, request)
    except BlameRefused as refused:
        form.refuse(refused.verdict, draft=keep_words(request, kept))
        return show(request, review, form=form, status=422)
    drop_draft(**kept)
    return _added(request, review, factor, AddForm(place=place, **choices))


def _save_new(form: AddForm, review: Review, request: Request) -> ContributingFactor:
    return add_factor(
        review=review,
        sentence=form.cleaned_data["sentence"],
        actor=request.user,
        form_key=form.cleaned_data["form_key"],
        events=form.cleaned_data["events"],
        ask="ask" in request.POST,
        **form.details,
    )


def _added(request: Request, review: Review, factor: ContributingFactor, blank: AddForm) -> HttpResponse:
    if not request.htmx:
        return go_to(request, review, factor)
    card = card_for(request, review, factor.pk)
    card.hint = hint_for(card)
    blank.fields["sentence"].widget.attrs["autofocus"] = True
    return answer(request, PAGE, {**frame(review), "card": card, "form": blank}, fragment="factors-added")


def _back(request: Request, review: Review, form: AddForm) -> HttpResponse:
    """The blank form again, after its draft was put away."""
    if request.htmx:
        form.fields["sentence"].widget.attrs["autofocus"] = True
        return show(request, review, form=form)
    return redirect(f"{reverse('review', args=[review.ref])}#factors-{form.place}")
