"""My account of one review: written, kept while it is typed, read by nobody else."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request
from postmortems.reflections.answers import NOTHING
from postmortems.reflections.forms import AccountForm
from postmortems.reflections.prompts import ROUNDS, open_rounds
from postmortems.reflections.queries import answers_in
from postmortems.reflections.sealing import Unreadable
from postmortems.reflections.services import OtherWords, write_account
from postmortems.reviews.access import review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request, ref: str) -> HttpResponse:
    """The questions with what this person answered so far. Words that another page of theirs kept meanwhile stand
    beside what came second (409).
    """
    review = review_for(request, ref)
    try:
        answers = answers_in(request.user, review)
        rounds = open_rounds(is_settled=review.is_settled)
        if request.method != "POST":
            return _show(request, review, AccountForm(rounds=rounds, answers=answers), may_read=answers.says_something)
        form = AccountForm(request.POST, rounds=rounds, answers=answers)
        if not form.is_valid():
            return _show(request, review, form, status=422)
        return _kept(request, review, form)
    except Unreadable:
        return render(request, "reflections/unreadable.html", {"review": review}, status=409)


def _kept(request: Request, review: Review, form: AccountForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        row = write_account(author=request.user, review=review, words=form.words, page=said["page"], seen=said["seen"])
    except OtherWords as other:
        form.show_conflict(other.names, other.answers, now=clock.now())
        return _show(request, review, form, status=409)
    return redirect("my-account-read", row.pk)


def _show(request: Request, review: Review, form: AccountForm, *, status: int = 200, **more: Any) -> HttpResponse:
    rounds = [(ROUNDS[name], fields) for name, fields in form.in_rounds()]
    context = {
        "review": review,
        "form": form,
        "rounds": rounds,
        "facilitator": review.facilitator if review.facilitator_id != request.user.pk else None,
        **more,
    }
    return render(request, "reflections/account.html", context, status=status)


@sensitive_post_parameters()
@require_POST
def kept(request: Request, ref: str) -> HttpResponse:
    """One answer, while it is typed. 204 with the time; 409 where another page of this person knows better; 413, 422
    where it cannot be kept.
    """
    review = review_for(request, ref)
    name, _space, page = request.POST.get("place", "").partition(" ")
    sent = {name: request.POST.get("body", ""), "page": page, "seen": request.POST.get("seen", "")}
    form = AccountForm(sent, rounds=open_rounds(is_settled=review.is_settled), answers=NOTHING)
    if not form.is_valid() or not form.words:
        return HttpResponse(status=413 if form.has_error(name, "max_length") else 422)
    said = form.cleaned_data
    try:
        row = write_account(author=request.user, review=review, words=form.words, page=said["page"], seen=said["seen"])
    except (OtherWords, Unreadable):
        return HttpResponse(status=409, headers={"Kept-Words": "1"})
    local = clock.local(row.saved_at, request.user.zone)
    return HttpResponse(status=204, headers={"Kept-At": f"{local:%H:%M}", "Kept-Until": row.saved_at.isoformat()})
