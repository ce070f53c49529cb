"""Saying why a condition is accepted for now: each one has an action item or such a word."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from postmortems.factors.forms import AcceptForm
from postmortems.factors.services import accept_factor
from postmortems.factors.views.shown import anchor_of, card_for, show
from postmortems.reviews.access import EDIT, review_for


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: Request, ref: str, pk: int) -> HttpResponse:
    """The question in the card's place; a POST answers it."""
    review = review_for(request, ref, EDIT)
    card = card_for(request, review, pk)
    if request.method != "POST":
        card.accept = AcceptForm(factor=card.factor)
        card.accept.fields["because"].widget.attrs["autofocus"] = True
        return show(request, review, card=card)
    form = AcceptForm(request.POST, factor=card.factor)
    if not form.is_valid():
        card.accept = form
        return show(request, review, card=card, status=422)
    accept_factor(factor=card.factor, because=form.cleaned_data["because"], actor=request.user)
    if not request.htmx:
        return redirect(anchor_of(review, pk))
    card = card_for(request, review, pk)
    card.has_focus = True
    return show(request, review, card=card)
