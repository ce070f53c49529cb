"""The factors section: adding and changing a condition, refusing a blaming one, settling a held one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import Request
from postmortems.factors.forms import FACTOR, HELPED, AddForm, EditForm, SettleForm
from postmortems.factors.models import ContributingFactor
from postmortems.factors.queries import factors_of, target_of
from postmortems.factors.section import Card, event_choices, frame, one_card, section
from postmortems.factors.services import (
    add_factor,
    change_factor,
    remove_factor,
    restore_factor,
    settle_factor,
)
from postmortems.live.services import version
from postmortems.reviews.access import EDIT, SETTLE, review_for
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer, done
from postmortems.shared.text import clean
from postmortems.wording.disputes import AlreadySettled
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.judge import judge
from postmortems.wording.models import Draft
from postmortems.wording.refusal import coaching
from postmortems.wording.services import Conflict, drop_draft, keep_draft

PAGE = "factors/page.html"


@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: Request, ref: str) -> HttpResponse:
    """The section on a page of its own; a POST adds a condition."""
    if request.method == "POST":
        return _add(request, review_for(request, ref, EDIT))
    review = review_for(request, ref)
    context = _whole(request, review)
    removed = request.GET.get("removed", "")
    if EDIT in review.powers and removed.isdecimal():  # type: ignore[attr-defined]
        context["removed"] = review.factors.filter(pk=int(removed[:18]), deleted_at__isnull=False).first()
    return answer(request, PAGE, context, fragment="factors")


def _add(request: Request, review: Review) -> HttpResponse:
    place = HELPED if request.POST.get("slot") == HELPED else FACTOR
    kept: dict[str, Any] = {"author": request.user, "target": f"review:{review.pk}", "slot": place}
    events = event_choices(review)
    if "away" in request.POST:
        drop_draft(**kept)
        return _back(request, review, AddForm(place=place, events=events))
    if "start" in request.POST:
        form = AddForm.started(request.POST, draft=_keep(request, kept), place=place, events=events)
        return _show(request, review, form=form)
    form = AddForm(request.POST, place=place, events=events)
    if not form.is_valid():
        return _show(request, review, form=form, status=422)
    try:
        factor = _save_new(form, review, request)
    except BlameRefused as refused:
        form.refuse(refused.verdict, draft=_keep(request, kept))
        return _show(request, review, form=form, status=422)
    drop_draft(**kept)
    return _added(request, review, factor, AddForm(place=place, events=events))


def _save_new(form: AddForm, review: Review, request: Request) -> ContributingFactor:
    return add_factor(
        review=review,
        sentence=form.cleaned_data["sentence"],
        actor=request.user,
        form_key=form.cleaned_data["form_key"],
        events=form.cleaned_data["events"],
        ask="ask" in request.POST,
        **form.details,
    )


def _added(request: Request, review: Review, factor: ContributingFactor, blank: AddForm) -> HttpResponse:
    if not request.htmx:
        return _saved(request, review, factor)
    card = _card(request, review, factor.pk)
    card.hint = _hint(card)
    blank.fields["sentence"].widget.attrs["autofocus"] = True
    return answer(request, PAGE, {**frame(review), "card": card, "form": blank}, fragment="factors-added")


def _saved(request: Request, review: Review, factor: ContributingFactor) -> HttpResponse:
    """Without JavaScript: back to the review, at the sentence, with what the guard would gently add."""
    hint = _hint(_card(request, review, factor.pk))
    if hint:
        messages.info(request, _("Saved. One thought for later: %(question)s") % {"question": hint})
    return redirect(_anchor(review, factor.pk))


def _hint(card: Card) -> str:
    """The quiet question beside a sentence that passes but could say more; none for held or allowed words."""
    said = coaching(judge(card.factor.sentence))
    return said.question if said and not said.is_refusal else ""


@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: Request, ref: str, pk: int) -> HttpResponse:
    """One condition; a POST saves a change of it."""
    if request.method == "POST":
        review = review_for(request, ref, EDIT)
        return _change(request, review, _card(request, review, pk))
    review = review_for(request, ref)
    card = _card(request, review, pk)
    card.has_focus = "focus" in request.GET
    return _show(request, review, card=card)


@require_safe
def edit(request: Request, ref: str, pk: int) -> HttpResponse:
    """The condition as a form, in its place; `?offer` starts from what the facilitator offers."""
    review = review_for(request, ref, EDIT)
    card = _card(request, review, pk)
    card.form = _edit_form(card, review)
    if card.offer and "offer" in request.GET:
        card.form.initial["sentence"] = card.offer
    elif card.draft:
        card.form.bring_back(card.draft)
    card.form.fields["sentence"].widget.attrs["autofocus"] = True
    return _show(request, review, card=card)


def _change(request: Request, review: Review, card: Card) -> HttpResponse:
    kept: dict[str, Any] = {"author": request.user, "target": target_of(card.factor), "slot": "sentence"}
    if "away" in request.POST:
        drop_draft(**kept)
        card.draft, card.has_focus = None, True
        return _show(request, review, card=card) if request.htmx else redirect(_anchor(review, card.factor.pk))
    if "start" in request.POST:
        options = {"factor": card.factor, "reads_words": card.reads_words, "events": event_choices(review)}
        card.form = EditForm.started(request.POST, draft=_keep(request, kept), **options)
        return _show(request, review, card=card)
    card.form = form = _edit_form(card, review, request.POST)
    if not form.is_valid():
        return _show(request, review, card=card, status=422)
    try:
        _save_change(form, card, request)
    except BlameRefused as refused:
        form.refuse(refused.verdict, draft=_keep(request, kept))
        return _show(request, review, card=card, status=422)
    except Conflict as conflict:
        return _overtaken(request, review, card, conflict, _keep(request, kept, why=Draft.Why.CONFLICT))
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
        return _saved(request, review, card.factor)
    before, card = card.place, _card(request, review, card.factor.pk)
    card.hint, card.has_focus = _hint(card), True
    if card.place != before:
        return answer(request, PAGE, {**frame(review), "card": card}, fragment="factor-moved")
    return _show(request, review, card=card)


def _overtaken(request: Request, review: Review, card: Card, conflict: Conflict, draft: Draft) -> HttpResponse:
    """Both texts side by side; what was typed stays in the field, and saving again is a decision now."""
    data = request.POST.copy()
    card = _card(request, review, card.factor.pk)
    data["was"] = card.factor.sentence_seal
    card.form, card.conflict = _edit_form(card, review, data), conflict
    card.form.draft = draft
    return _show(request, review, card=card, status=409)


@require_POST
def remove(request: Request, ref: str, pk: int) -> HttpResponse:
    """Into the trash, with a way back."""
    review = review_for(request, ref, EDIT)
    row = get_object_or_404(review.factors.alive(), pk=pk)
    remove_factor(factor=row, actor=request.user)
    if request.htmx:
        return answer(request, PAGE, {**frame(review), "removed": row}, fragment="factor-removed")
    return redirect(f"{reverse('factors', args=[review.ref])}?removed={pk}")


@require_POST
def restore(request: Request, ref: str, pk: int) -> HttpResponse:
    """Out of the trash again."""
    review = review_for(request, ref, EDIT)
    row = restore_factor(factor=get_object_or_404(review.factors, pk=pk), actor=request.user)
    card = _card(request, review, row.pk)
    card.has_focus = True
    return _show(request, review, card=card) if request.htmx else redirect(_anchor(review, pk))


@require_POST
def settle(request: Request, ref: str, pk: int) -> HttpResponse:
    """The facilitator allows held words with a reason, or offers another wording."""
    review = review_for(request, ref, SETTLE)
    card = _card(request, review, pk)
    form = SettleForm(request.POST, auto_id=f"settle-{pk}-%s")
    card.settle = form
    if not form.is_valid():
        return _show(request, review, card=card, status=422)
    try:
        settle_factor(
            factor=card.factor,
            actor=request.user,
            allow=form.cleaned_data["decision"] == SettleForm.ALLOW,
            reason=form.cleaned_data["reason"],
            offer=form.cleaned_data["offer"],
        )
    except BlameRefused as refused:
        said = coaching(refused.verdict)
        form.add_error("offer", said.question if said else str(refused))
        return _show(request, review, card=card, status=422)
    except AlreadySettled as settled:
        return _show(request, review, card=_card(request, review, pk), status=409, said=str(settled))
    if not request.htmx:
        return done(request, _anchor(review, pk))
    card = _card(request, review, pk)
    card.has_focus = True
    return _show(request, review, card=card)


def _show(
    request: Request,
    review: Review,
    *,
    form: AddForm | None = None,
    card: Card | None = None,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    """One form or card for htmx; without it the section's whole page, with that form or card in its place."""
    part = {"form": form, "card": card, "said": said}
    if request.htmx:
        context, fragment = {**frame(review), **part}, "factors-form" if form else "factor"
        return answer(request, PAGE, context, fragment=fragment, status=status)
    context = _whole(request, review, form=form, card=card)
    is_refused = bool(status == 422)
    return answer(request, PAGE, context | {"is_refused": is_refused, "said": said}, status=status)


def _whole(
    request: Request, review: Review, *, form: AddForm | None = None, card: Card | None = None
) -> dict[str, Any]:
    seen = version()  # before anything else is read, so that nothing falls between
    return {"live_version": seen, **section(review, user=request.user, form=form, card=card)}


def _back(request: Request, review: Review, form: AddForm) -> HttpResponse:
    """The blank form again, after its draft was put away."""
    if request.htmx:
        form.fields["sentence"].widget.attrs["autofocus"] = True
        return _show(request, review, form=form)
    return redirect(f"{reverse('review', args=[review.ref])}#factors-{form.place}")


def _card(request: Request, review: Review, pk: int) -> Card:
    return one_card(get_object_or_404(factors_of(review), pk=pk), review, user=request.user)


def _edit_form(card: Card, review: Review, data: Any = None) -> EditForm:
    return EditForm(data, factor=card.factor, reads_words=card.reads_words, events=event_choices(review))


def _keep(request: Request, place: dict[str, Any], *, why: str = Draft.Why.REFUSED) -> Draft:
    return keep_draft(**place, body=clean(request.POST.get("sentence", "")), why=why)


def _anchor(review: Review, pk: int) -> str:
    return f"{reverse('review', args=[review.ref])}#factor-{pk}"
