"""What somebody needs, told to the facilitator without a name."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.reflections.forms import NeedForm
from postmortems.reflections.prompts import SLOTS
from postmortems.reflections.queries import answers_in, needs_for
from postmortems.reflections.sealing import Unreadable
from postmortems.reflections.services import put_away_need, send_need
from postmortems.reviews.access import review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.htmx import done

NEEDS = [name for name in SLOTS if name.endswith("-need")]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: Request, ref: str) -> HttpResponse:
    """Write it, read it as the facilitator will, send it. Where nobody facilitates there is nobody to read it (404)."""
    review = review_for(request, ref)
    if review.facilitator is None or review.facilitator == request.user:
        raise Http404
    if request.method != "POST":
        return _show(request, review, NeedForm(initial={"words": _own_words(request, review)}))
    form = NeedForm(request.POST)
    if not form.is_valid():
        return _show(request, review, form, status=422)
    if "send" not in request.POST:
        return _show(request, review, form, is_preview="change" not in request.POST)
    said = form.cleaned_data
    send_need(review=review, facilitator=review.facilitator, words=said["words"], key=said["form_key"])
    return done(
        request, reverse("my-account", args=[review.ref]), say=_("Sent without your name. It is read from tomorrow on.")
    )


def _own_words(request: Request, review: Review) -> str:
    try:
        answers = answers_in(request.user, review)
    except Unreadable:
        return ""
    return "\n\n".join(answers.of(name).words for name in NEEDS if answers.of(name).words)


def _show(
    request: Request, review: Review, form: NeedForm, *, is_preview: bool = False, status: int = 200
) -> HttpResponse:
    context = {"review": review, "form": form, "is_preview": is_preview, "facilitator": review.facilitator}
    return render(request, "reflections/need.html", context, status=status)


@require_safe
def needs(request: Request) -> HttpResponse:
    """What people around this facilitator's reviews need. For everybody else there is nothing here."""
    found = needs_for(request.user, today=clock.today(request.user.zone))
    return render(request, "reflections/needs.html", {"needs": found})


@require_POST
def met(request: Request, pk: uuid.UUID) -> HttpResponse:
    """It was taken care of, or cannot be: nothing of it stays. One that is not theirs is not there either."""
    put_away_need(facilitator=request.user, pk=pk)
    return done(request, reverse("needs"), say=_("Put away."))
