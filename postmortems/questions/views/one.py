"""One question: reading it, answering it, taking it out and bringing it back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.questions import services
from postmortems.questions.forms import AnswerForm
from postmortems.questions.queries import questions_of
from postmortems.questions.section import Asked, asked_of, may_remove, may_write
from postmortems.questions.views.asking import PAGE, whole
from postmortems.reviews.access import as_written, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, ref: str, pk: int) -> HttpResponse:
    """One question; with `?answer` the form to answer it, which a POST sends."""
    review = review_for(request, ref)
    if request.method == "POST" and not may_write(review):
        raise PermissionDenied
    as_written(review)
    asked = asked_of(get_object_or_404(questions_of(review), pk=pk), review, user=request.user)
    if request.method == "POST":
        return _answer(request, review, asked)
    if "answer" in request.GET and asked.may_answer:
        asked.form = AnswerForm(pk=pk)
        asked.form.fields["answer"].widget.attrs["autofocus"] = True
    return _show(request, review, asked)


def _answer(request: Request, review: Review, asked: Asked) -> HttpResponse:
    asked.form = AnswerForm(request.POST, pk=asked.question.pk)
    if not asked.form.is_valid():
        return _show(request, review, asked, status=422)
    try:
        services.answer(question=asked.question, words=asked.form.cleaned_data["answer"], actor=request.user)
    except services.AlreadyAnswered as first:
        asked.question, asked.theirs = first.question, first.question.answer
        return _show(request, review, asked, status=409)
    if not request.htmx:
        return redirect(_place(review, asked.question.pk))
    fresh = asked_of(questions_of(review).get(pk=asked.question.pk), review, user=request.user)
    fresh.has_focus = True
    return _show(request, review, fresh)


def _show(request: Request, review: Review, asked: Asked, *, status: int = 200) -> HttpResponse:
    context = {"review": review, "asked": asked} if request.htmx else whole(request, review, asked=asked)
    return answer(request, PAGE, context, fragment="question", status=status)


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Into the trash, with a way back."""
    review = review_for(request, ref)
    found = get_object_or_404(review.questions, pk=pk)
    if not may_remove(found, review, request.user):
        raise PermissionDenied
    services.remove(question=found, actor=request.user)
    if request.htmx:
        return answer(request, PAGE, {"review": review, "removed": found}, fragment="question-removed")
    return redirect(f"{reverse('questions', args=[review.ref])}?removed={pk}")


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    """Out of the trash again."""
    review = review_for(request, ref)
    found = get_object_or_404(review.questions, pk=pk)
    if not may_remove(found, review, request.user):
        raise PermissionDenied
    services.restore(question=found, actor=request.user)
    if not request.htmx:
        return redirect(_place(review, pk))
    asked = asked_of(questions_of(review).get(pk=pk), review, user=request.user)
    asked.has_focus = True
    return _show(request, review, asked)


def _place(review: Review, pk: int) -> str:
    return f"{reverse('review', args=[review.ref])}#question-{pk}"
