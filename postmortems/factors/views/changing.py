"""One condition: reading it, changing it in its place, taking it out and bringing it back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.factors.forms import EditForm
from postmortems.factors.queries import target_of
from postmortems.factors.section import Card, frame
from postmortems.factors.services import change_factor, remove_factor, restore_factor
from postmortems.factors.views.shown import (
    PAGE,
    anchor_of,
    card_for,
    edit_form,
    edit_options,
    go_to,
    hint_for,
    keep_words,
    show,
)
from postmortems.reviews.access import EDIT, as_written, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.models import Draft
from postmortems.wording.services import Conflict, drop_draft


@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: Request, ref: str, pk: int) -> HttpResponse:
    """One condition; a POST saves a change of it."""
    if request.method == "POST":
        review = review_for(request, ref, EDIT)
        return _change(request, review, card_for(request, review, pk))
    review = as_written(review_for(request, ref))
    card = card_for(request, review, pk)
    card.has_focus = "focus" in request.GET
    return show(request, review, card=card)


@require_safe
def edit(request: Request, ref: str, pk: int) -> HttpResponse:
    """The condition as a form, in its place; `?offer` starts from what the facilitator offers, `?sort` from its
    kind."""
    review = review_for(request, ref, EDIT)
    card = card_for(request, review, pk)
    card.form = edit_form(card, review)
    if card.offer and "offer" in request.GET:
        card.form.initial["sentence"] = card.offer
    elif card.draft:
        card.form.bring_back(card.draft)
    card.is_sorting = "sort" in request.GET
    card.form.fields["code" if card.is_sorting else "sentence"].widget.attrs["autofocus"] = True
    return show(request, review, card=card)


def _change(request: Request, review: Review, card: Card) -> HttpResponse:
    kept: dict[str, Any] = {"author": request.user, "target": target_of(card.factor), "slot": "sentence"}
    if "away" in request.POST:
        drop_draft(**kept)
        card.draft, card.has_focus = None, True
        return show(request, review, card=card) if request.htmx else redirect(anchor_of(review, card.factor.pk))
    if "start" in request.POST:
        draft = keep_words(request, kept)
        card.form = EditForm.started(request.POST, draft=draft, **edit_options(card, review))
        return show(request, review, card=card)
    card.form = form = edit_form(card, review, request.POST)
    if not form.is_valid():
        return show(request, review, card=card, status=422)
    try:
        _save_change(form, card, request)
    except BlameRefused as refused:
        form.refuse(refused.verdict, draft=keep_words(request, kept))
        return show(request, review, card=card, status=422)
    except Conflict as conflict:
        return _overtaken(request, review, card, conflict, keep_words(request, kept, why=Draft.Why.CONFLICT))
    drop_draft(**kept)
    return _changed(request, review, card)


def _save_change(form: EditForm, card: Card, request: Request) -> None:
    change_factor(
        factor=card.factor,
        sentence=form.cleaned_data["sentence"],
        was=form.cleaned_data["was"],
        actor=request.user,
        events=form.linked_events,
        ask="ask" in request.POST,
        **form.details,
    )


def _changed(request: Request, review: Review, card: Card) -> HttpResponse:
    if not request.htmx:
        return go_to(request, review, card.factor)
    before, card = card.place, card_for(request, review, card.factor.pk)
    card.hint, card.has_focus = hint_for(card), True
    if card.place != before:
        return answer(request, PAGE, {**frame(review), "card": card}, fragment="factor-moved")
    return show(request, review, card=card)


def _overtaken(request: Request, review: Review, card: Card, conflict: Conflict, draft: Draft) -> HttpResponse:
    """Both texts side by side; what was typed stays in the field, and saving again is a decision now."""
    data = request.POST.copy()
    card = card_for(request, review, card.factor.pk)
    data["was"] = card.factor.sentence_seal
    card.form, card.conflict = edit_form(card, review, data), conflict
    card.form.draft = draft
    return show(request, review, card=card, status=409)


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Into the trash, with a way back."""
    review = review_for(request, ref, EDIT)
    row = get_object_or_404(review.factors, pk=pk)
    remove_factor(factor=row, actor=request.user)
    if request.htmx:
        return answer(request, PAGE, {**frame(review), "removed": row}, fragment="factor-removed")
    return redirect(f"{reverse('factors', args=[review.ref])}?removed={pk}")


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    """Out of the trash again."""
    review = review_for(request, ref, EDIT)
    row = restore_factor(factor=get_object_or_404(review.factors, pk=pk), actor=request.user)
    card = card_for(request, review, row.pk)
    card.has_focus = True
    return show(request, review, card=card) if request.htmx else redirect(anchor_of(review, pk))
