"""The facilitator's answer to held words."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.requests import Request
from postmortems.factors.services import settle_factor
from postmortems.factors.views.shown import anchor_of, card_for, show
from postmortems.reviews.access import SETTLE, review_for
from postmortems.shared.htmx import done
from postmortems.wording.disputes import AlreadySettled
from postmortems.wording.forms import SettleForm
from postmortems.wording.guarded import BlameRefused
from postmortems.wording.refusal import coaching


@require_POST
def settle(request: Request, ref: str, pk: int) -> HttpResponse:
    """The facilitator allows held words with a reason, or offers another wording."""
    review = review_for(request, ref, SETTLE)
    card = card_for(request, review, pk)
    form = SettleForm(request.POST, auto_id=f"settle-{pk}-%s")
    card.settle = form
    if not form.is_valid():
        return show(request, review, card=card, status=422)
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
        return show(request, review, card=card, status=422)
    except AlreadySettled as settled:
        return show(request, review, card=card_for(request, review, pk), status=409, said=str(settled))
    if not request.htmx:
        return done(request, anchor_of(review, pk))
    card = card_for(request, review, pk)
    card.has_focus = True
    return show(request, review, card=card)
