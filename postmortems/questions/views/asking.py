"""The tray: reading it, and putting a question in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.live.services import version
from postmortems.questions import services
from postmortems.questions.forms import AskForm
from postmortems.questions.models import Question
from postmortems.questions.section import SLOT, asked_of, may_ask, section
from postmortems.reviews.access import as_written, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.wording.judge import judge
from postmortems.wording.refusal import coaching
from postmortems.wording.services import drop_draft

PAGE = "questions/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, ref: str) -> HttpResponse:
    """The questions of a review on their own page; POST asks another."""
    review = review_for(request, ref)
    if request.method == "POST":
        if not may_ask(review):
            raise PermissionDenied
        return _ask(request, review)
    as_written(review)
    removed = request.GET.get("removed", "")
    undo = review.questions.filter(pk=removed, deleted_at__isnull=False).first() if removed.isdecimal() else None
    return answer(request, PAGE, whole(request, review) | {"removed": undo}, fragment="questions")


def _ask(request: Request, review: Review) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        context = {"review": review, "question_form": form}
        context = context if request.htmx else whole(request, review, form=form)
        return answer(request, PAGE, context, fragment="questions-form", status=422)
    said = form.cleaned_data
    question = services.ask(review=review, body=said["body"], actor=request.user, form_key=said["form_key"])
    drop_draft(author=request.user, target=f"review:{review.pk}", slot=SLOT)
    hint = _hint(question)
    if request.htmx:
        blank = AskForm()
        blank.fields["body"].widget.attrs["autofocus"] = True
        asked = asked_of(question, review, user=request.user)
        context = {"review": review, "question_form": blank, "asked": asked, "hint": hint}
        return answer(request, PAGE, context, fragment="questions-added")
    if hint:
        messages.info(request, _("Saved. One thought for later: %(question)s") % {"question": hint})
    return redirect(f"{reverse('review', args=[review.ref])}#question-{question.pk}")


def _hint(question: Question) -> str:
    """What the guard would gently add. A question is never refused."""
    said = coaching(judge(question.body))
    return said.question if said else ""


def whole(request: Request, review: Review, **parts: Any) -> dict[str, Any]:
    seen = version()  # before anything else is read, so that nothing falls between
    return {"review": review, "live_version": seen, **section(review, user=request.user, **parts)}
