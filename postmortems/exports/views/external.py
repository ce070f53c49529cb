"""The version of a review for outside: written, approved, taken along."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from accounts.roles import Power
from postmortems.exports import external as writing
from postmortems.exports.forms import ExternalForm
from postmortems.exports.models import ExternalVersion
from postmortems.reviews.access import STEER, review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.htmx import answer, done
from postmortems.wording.services import Conflict
from postmortems.workspace.document_parts import told

PAGE = "exports/external.html"


@require_http_methods(["GET", "HEAD", "POST"])
def external(request: Request, ref: str) -> HttpResponse:
    """Who keeps the review writes it; everybody else finds it here once it is out."""
    if request.method == "POST":
        return _write(request, review_for(request, ref, STEER))
    review = review_for(request, ref)
    if not writing.may_read_external(review):
        raise Http404
    return _page(request, review)


@require_POST
def approve(request: Request, ref: str) -> HttpResponse:
    """A second person lets it out."""
    review = review_for(request, ref, STEER)
    version = request.POST.get("version", "")
    try:
        writing.approve(review=review, version=int(version) if version.isdecimal() else 0, actor=request.user)
    except writing.CannotApprove as error:
        return _page(request, review, why_not=str(error), status=422)
    return done(request, reverse("external", args=[ref]), say=_("Approved."))


@require_safe
def markdown(request: Request, ref: str) -> HttpResponse:
    """The text as a file, once it is out; before that there is nothing here, whoever asks."""
    standing = ExternalVersion.objects.filter(review=review_for(request, ref)).first()
    if standing is None or not standing.is_out(clock.now()):
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{ref}-external.md"'}
    return HttpResponse(
        writing.external_markdown(standing), content_type="text/markdown; charset=utf-8", headers=headers
    )


def _write(request: Request, review: Review) -> HttpResponse:
    form = ExternalForm(request.POST, zone=review.zone)
    if not form.is_valid():
        return _page(request, review, form=form, status=422)
    try:
        writing.write_external(review=review, actor=request.user, **form.cleaned_data)
    except Conflict as conflict:
        again: Any = form.data.copy()  # type: ignore[attr-defined]
        again["base_version"] = str(conflict.version)
        form.data = again
        return _page(request, review, form=form, theirs=conflict.theirs, status=409)
    return done(request, reverse("external", args=[review.ref]), say=_("Kept. A second person approves it."))


def _page(
    request: Request, review: Review, *, form: ExternalForm | None = None, status: int = 200, **shown: str
) -> HttpResponse:
    standing = ExternalVersion.objects.select_related("written_by", "approved_by").filter(review=review).first()
    keeps = Power.STEER in review.powers
    context = {
        "review": review,
        "external": standing,
        "is_out": standing is not None and standing.is_out(clock.now()),
        "form": (form or _form(review, standing)) if keeps else None,
        "may_approve": keeps and standing is not None and standing.approved_at is None,
        **shown,
    }
    return answer(request, PAGE, context, status=status)


def _form(review: Review, standing: ExternalVersion | None) -> ExternalForm:
    if standing:
        names = ("title", "body", "embargo_until")
        initial = {name: getattr(standing, name) for name in names} | {"base_version": standing.version}
    else:
        review.names_as_roles = True  # outside nobody is named, whatever the page says; never saved
        parts = told(review)
        initial = {"title": parts.title, "body": writing.beginning(parts), "base_version": 0}
    return ExternalForm(initial=initial, zone=review.zone)
