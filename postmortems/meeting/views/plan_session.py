"""The plan session's page: ideas by condition, stronger ways beside them, one promise at a time."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.meeting.forms import CommitForm
from postmortems.meeting.idea import Idea
from postmortems.meeting.plan_session import CHOOSE, MOST, commit, grounds, let_go, sort_idea
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.htmx import done
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.policy import WordingState


@require_http_methods(["GET", "HEAD", "POST"])
def plan_session(request: Request, ref: str) -> HttpResponse:
    """Twenty-five minutes from ideas to promises; a POST does what its button says (`do`)."""
    review = review_for(request, ref, EDIT)
    if request.method != "POST":
        return _show(request, review, _opened(request, review))
    act = {"sort": _sort, "let-go": _let_go}.get(request.POST.get("do", ""))
    if act is None:
        return _commit(request, review)
    idea = Idea.objects.filter(review=review, pk=_number(request.POST.get("idea", ""))).first()
    if idea is None:
        return done(request, _here(review), say=_("That idea is decided already."))
    act(request, review, idea)
    return done(request, _here(review), say=_("Saved."))


def _show(request: Request, review: Review, form: CommitForm | None, *, status: int = 200) -> HttpResponse:
    found = grounds(review)
    promises = {item.pk for ground in found for item in ground.promises}
    context = {
        "review": review,
        "grounds": found,
        "form": form,
        "factors": [ground.factor for ground in found if ground.factor],
        "answered": sum(1 for ground in found if ground.factor and not ground.is_open),
        "waiting": review.factors.alive().filter(sentence_state=WordingState.HELD).count(),
        "conditions": sum(1 for ground in found if ground.factor),
        "choose": CHOOSE,
        "is_much": len(promises) >= MOST,
    }
    return render(request, "meeting/plan_session.html", context, status=status)


def _opened(request: Request, review: Review) -> CommitForm | None:
    """The form of the idea or the condition that was chosen, filled with what is known."""
    idea = Idea.objects.filter(review=review, pk=_number(request.GET.get("idea", ""))).first()
    factor = _number(request.GET.get("factor", "")) or (idea.factor_id if idea else None)
    if idea is None and not factor:
        return None
    initial = {"form_key": uuid.uuid4(), "idea": idea and idea.pk, "factor": factor}
    return _form(request, review, initial=initial | ({"sentence": idea.body[:300]} if idea else {}))


def _form(request: Request, review: Review, *args: Any, **kwargs: Any) -> CommitForm:
    return CommitForm(*args, review=review, today=clock.today(request.user.zone), **kwargs)


def _commit(request: Request, review: Review) -> HttpResponse:
    form = _form(request, review, request.POST)
    if not form.is_valid():
        return _show(request, review, form, status=422)
    said = form.cleaned_data
    idea = Idea.objects.filter(review=review, pk=said["idea"] or 0).first()
    factors = list(review.factors.alive().filter(pk=said["factor"] or 0))
    try:
        commit(
            idea=idea,
            review=review,
            promise=form.promise(factors),
            said_yes=said["said_yes"],
            actor=request.user,
            form_key=said["form_key"],
        )
    except BlameRefused as refused:
        return _show(request, review, form.refuse(refused.verdict), status=422)
    return done(request, _here(review), say=_("Promised."))


def _sort(request: Request, review: Review, idea: Idea) -> None:
    factor = review.factors.alive().filter(pk=_number(request.POST.get("factor", ""))).first()
    sort_idea(idea=idea, factor=factor, is_urgent="urgent" in request.POST, actor=request.user)


def _let_go(request: Request, review: Review, idea: Idea) -> None:
    let_go(idea=idea, actor=request.user)


def _here(review: Review) -> str:
    return reverse("plan-session", args=[review.ref])


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else 0
