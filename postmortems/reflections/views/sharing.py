"""Passing on what one wrote, by one's own press: to one person, or into the review."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import Request
from postmortems.reflections.forms import ShareForm
from postmortems.reflections.prompts import SLOTS
from postmortems.reflections.queries import answers_in, snapshot_for, words_of
from postmortems.reflections.sealing import Unreadable
from postmortems.reflections.services import put_away_snapshot, share_snapshot
from postmortems.reflections.taking import take_into_review
from postmortems.reviews.access import EDIT, may, review_for, visible_to
from postmortems.reviews.models import Review
from postmortems.shared.htmx import done


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: Request, ref: str) -> HttpResponse:
    """Choose and change the words, read them once more as they will be seen, and press. Nothing goes before that."""
    review = review_for(request, ref)
    people = User.objects.filter(is_active=True).exclude(pk=request.user.pk).order_by("display_name")
    if request.method != "POST":
        return _show(request, review, ShareForm(people=people, initial={"words": _own_words(request, review)}))
    form = ShareForm(request.POST, people=people)
    if "into" in request.POST:
        return _into_review(request, review, form)
    if not form.is_valid():
        return _show(request, review, form, status=422)
    reader = form.cleaned_data["reader"]
    if not visible_to(reader).filter(pk=review.pk).exists():
        form.add_error("reader", _("This person does not see the review, and so not what belongs to it."))
        return _show(request, review, form, status=422)
    if "share" not in request.POST:
        return _show(request, review, form, preview=None if "change" in request.POST else reader)
    said = form.cleaned_data
    share_snapshot(author=request.user, reader=reader, review=review, words=said["words"], key=said["form_key"])
    return done(request, reverse("my-accounts"), say=_("%(name)s can read it now.") % {"name": reader})


def _own_words(request: Request, review: Review) -> str:
    try:
        return answers_in(request.user, review).as_text(list(SLOTS))
    except Unreadable:
        return ""


def _into_review(request: Request, review: Review, form: ShareForm) -> HttpResponse:
    """As a draft in "What we learned", where they are read once more and saved, or put away."""
    if not may(request.user, review, EDIT):
        raise Http404
    form.fields["reader"].required = False
    if not form.is_valid():
        return _show(request, review, form, status=422)
    slot = take_into_review(author=request.user, review=review, words=form.cleaned_data["words"])
    return done(request, reverse("text", args=[review.ref, slot]), say=_("Nobody sees it before you save it here."))


def _show(
    request: Request, review: Review, form: ShareForm, *, preview: User | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"review": review, "form": form, "reader": preview}
    context["may_write"] = EDIT in review.powers
    return render(request, "reflections/share.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def snapshot(request: Request, pk: uuid.UUID) -> HttpResponse:
    """A copy that somebody shows: its reader and its author may read it, and each may put it away for both."""
    found = snapshot_for(request.user, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        put_away_snapshot(user=request.user, pk=pk)
        return done(request, reverse("my-accounts"), say=_("Put away. Nobody reads it any more."))
    review = visible_to(request.user).filter(pk=found.review_id or 0).first()
    context = {"snapshot": found, "review": review}
    try:
        return render(request, "reflections/snapshot.html", context | {"words": words_of(found)})
    except Unreadable:
        return render(request, "reflections/unreadable.html", context, status=409)
