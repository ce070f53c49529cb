"""Paste or drop what you have."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.intake import queries
from postmortems.intake.bringing import Brought, Unknown, bring, told
from postmortems.intake.forms import BringForm
from postmortems.intake.models import Batch
from postmortems.intake.uploading import upload
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer, done
from postmortems.timeline.importers import slack_export
from postmortems.timeline.importers.chat import LARGEST as LARGEST_TEXT
from postmortems.timeline.importers.result import CannotReadError, Problem

PAGE = "intake/page.html"
UNKNOWN = _("This is neither text nor a file that is known here. A chat can be copied and pasted.")


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: Request, ref: str) -> HttpResponse:
    """What was brought so far, and a form for more. POST reads it into a batch; the words come back when it cannot."""
    review = review_for(request, ref, EDIT)
    if request.method != "POST":
        return _page(request, review, BringForm())
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, review, form, status=422)
    place = "file" if form.cleaned_data["file"] else "text"
    try:
        made = _bring(request, review, form)
    except Unknown:
        form.add_error(place, UNKNOWN)
        return _page(request, review, form, status=422)
    except CannotReadError as error:
        form.add_error(place, _("It could not be read, and nothing of it was kept. Where and why stands below."))
        return _page(request, review, form, problems=told(error.problems), status=422)
    return done(request, reverse("intake-batch", args=[ref, made.pk]))


def _bring(request: Request, review: Review, form: BringForm) -> Batch:
    """Keep an export for the worker, read anything else at once. Raises Unknown and CannotReadError."""
    said = form.cleaned_data
    by: dict[str, Any] = {"author": request.user, "form_key": said["form_key"]}
    if not (file := said["file"]):
        return bring(review=review, brought=Brought(data=said["text"].encode("utf-8", "replace")), **by)
    head = file.read(4)
    file.seek(0)
    if slack_export.recognises(head):
        return upload(review=review, name=file.name, stretches=file.chunks(), **by)
    if file.size > LARGEST_TEXT:
        line = Problem(1, 1, _("Text longer than 20 MB is read as a Slack export only. A shorter stretch will do."))
        raise CannotReadError(line)
    return bring(review=review, brought=Brought(data=file.read(), name=file.name), **by)


def _page(
    request: Request,
    review: Review,
    form: BringForm,
    *,
    problems: list[dict[str, object]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"review": review, "form": form, "problems": problems, "batches": queries.open_batches(review)}
    return answer(request, PAGE, context, fragment="intake-bring", status=status)
