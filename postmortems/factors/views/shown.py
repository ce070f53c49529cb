"""What the views of the section have in common: how a form or a card is answered, with and without htmx."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import Request
from postmortems.factors.forms import AddForm, EditForm
from postmortems.factors.models import ContributingFactor
from postmortems.factors.queries import factors_of, numbered
from postmortems.factors.section import Card, choices_of, frame, one_card, section
from postmortems.live.services import version
from postmortems.reviews.models import Review
from postmortems.shared.htmx import answer
from postmortems.shared.text import LONGEST, clean
from postmortems.wording.judge import judge
from postmortems.wording.models import Draft
from postmortems.wording.refusal import coaching
from postmortems.wording.services import keep_draft

PAGE = "factors/page.html"


def show(
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
    context = whole(request, review, form=form, card=card)
    is_refused = bool(status == 422)
    return answer(request, PAGE, context | {"is_refused": is_refused, "said": said}, status=status)


def whole(request: Request, review: Review, *, form: AddForm | None = None, card: Card | None = None) -> dict[str, Any]:
    seen = version()  # before anything else is read, so that nothing falls between
    return {"live_version": seen, **section(review, user=request.user, form=form, card=card)}


def go_to(request: Request, review: Review, factor: ContributingFactor) -> HttpResponse:
    """Without JavaScript: back to the review, at the sentence, with what the guard would gently add."""
    hint = hint_for(card_for(request, review, factor.pk))
    if hint:
        messages.info(request, _("Saved. One thought for later: %(question)s") % {"question": hint})
    return redirect(anchor_of(review, factor.pk))


def hint_for(card: Card) -> str:
    """The quiet question beside a sentence that passes but could say more; none for held or allowed words."""
    said = coaching(judge(card.factor.sentence))
    return said.question if said and not said.is_refusal else ""


def card_for(request: Request, review: Review, pk: int) -> Card:
    factor = get_object_or_404(numbered(factors_of(review), review), pk=pk)
    return one_card(factor, review, user=request.user)


def edit_form(card: Card, review: Review, data: Any = None) -> EditForm:
    return EditForm(data, **edit_options(card, review))


def edit_options(card: Card, review: Review) -> dict[str, Any]:
    """What an edit form is made with."""
    own: int | None = card.factor.own_number  # type: ignore[attr-defined]
    return {"factor": card.factor, "reads_words": card.reads_words, **choices_of(review, keeps=own)}


def keep_words(request: Request, place: dict[str, Any], *, why: str = Draft.Why.REFUSED) -> Draft:
    return keep_draft(**place, body=clean(request.POST.get("sentence", ""))[:LONGEST], why=why)


def anchor_of(review: Review, pk: int) -> str:
    return f"{reverse('review', args=[review.ref])}#factor-{pk}"
