"""The organisation's own words: what they mean, and which reviews carry them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.factors.tag import Tag
from postmortems.library.tag_forms import MeaningForm, TagForm, Ticked
from postmortems.library.tag_queries import all_tags, tags_of
from postmortems.library.tagging import DefinedAlready, archive_tag, change_tag, define_tag, tag_review
from postmortems.reviews.access import CORRECT, EDIT, review_for
from postmortems.shared.htmx import answer, done


@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: Request) -> HttpResponse:
    """Every word with its definition, for everybody; administrators add to them."""
    form = TagForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        _for_administrators(request)
    if form.is_bound and form.is_valid():
        try:
            define_tag(**form.cleaned_data, actor=request.user)
            return done(request, reverse("tags"), say=_("It can be chosen from now on."))
        except DefinedAlready:
            form.add_error("name", _("That word is there already."))
    context = {"form": form if request.user.is_administrator else None, "tags": all_tags(request.user)}
    return render(request, "library/tags.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: Request, pk: int) -> HttpResponse:
    """Say it otherwise; `away` and `back` archive it and offer it again."""
    _for_administrators(request)
    row = get_object_or_404(Tag, pk=pk)
    if request.method == "POST" and request.POST.keys() & {"away", "back"}:
        archive_tag(tag=row, actor=request.user, is_back="back" in request.POST)
        return done(request, reverse("tags"))
    said = {"name": row.name, "definition": row.definition}
    form = MeaningForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_bound and form.is_valid():
        try:
            change_tag(tag=row, **form.cleaned_data, actor=request.user)
            return done(request, reverse("tags"), say=_("Saved."))
        except DefinedAlready:
            form.add_error("name", _("That word is there already."))
    return render(request, "library/tag.html", {"form": form, "tag": row}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def of_review(request: Request, ref: str) -> HttpResponse:
    """The tags of a review and the own kinds of its conditions; who writes it, or wrote it, chooses them."""
    review = review_for(request, ref)
    may_tag = bool(review.powers & {EDIT, CORRECT})
    known = tags_of(review)
    if request.method == "POST":
        if not may_tag:
            raise PermissionDenied
        ticked = Ticked(request.POST, known)
        tag_review(review=review, added=ticked.added, removed=ticked.removed, kinds=ticked.kinds, actor=request.user)
        return done(request, reverse("review", args=[review.ref]), say=_("Saved."))
    context = {"review": review, "known": known, "may_tag": may_tag}
    return answer(request, "library/review_tags.html", context, fragment="review-tags")


def _for_administrators(request: Request) -> None:
    if not request.user.is_administrator:
        raise PermissionDenied
