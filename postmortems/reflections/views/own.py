"""Everything that one person wrote for themselves, to read, to take to a conversation, to delete for good."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.reflections.prompts import ROUNDS
from postmortems.reflections.queries import own, own_accounts, shared_by, shared_with
from postmortems.reflections.sealing import Unreadable, opened_answers
from postmortems.reflections.services import delete_account
from postmortems.reviews.access import visible_to
from postmortems.shared.htmx import done


@require_safe
def accounts(request: Request) -> HttpResponse:
    """My accounts, what I show somebody, and what somebody shows me."""
    user = request.user
    context = {"accounts": own_accounts(user), "shown": shared_by(user), "shown_to_me": shared_with(user)}
    return render(request, "reflections/accounts.html", context)


@require_safe
def account(request: Request, pk: uuid.UUID) -> HttpResponse:
    """One account to read, on paper too. It stays readable to its author when its review is not any more."""
    row = own(request.user, pk)
    if row is None:
        raise Http404
    review = visible_to(request.user).filter(pk=row.review_id or 0).first()
    context = {"row": row, "review": review, "zone": request.user.zone}
    try:
        told = opened_answers(row.sealed, author=request.user.pk).told()
    except Unreadable:
        return render(request, "reflections/unreadable.html", context, status=409)
    rounds = [(words, [line for line in told if line[0] == name]) for name, words in ROUNDS.items()]
    return render(request, "reflections/read.html", context | {"rounds": [one for one in rounds if one[1]]})


@require_POST
def delete(request: Request, pk: uuid.UUID) -> HttpResponse:
    """For good; deleted already is as good."""
    if own(request.user, pk) is None:
        raise Http404
    delete_account(author=request.user, pk=pk)
    return done(request, reverse("my-accounts"), say=_("Deleted for good."))
