"""Words on their way: kept while they are typed, put away and brought back, and going on after a sign-in."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import Request
from postmortems.shared import clock
from postmortems.shared.held import held_for, writer_of
from postmortems.shared.text import LONGEST, clean
from postmortems.wording.models import Draft
from postmortems.wording.queries import drafts_of
from postmortems.wording.services import OtherWords, autosave, drop_draft
from postmortems.workspace.access import Place, place_for

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@require_POST
def drafts(request: Request) -> HttpResponse:
    """Keep words while they are typed, or bring them back that were put away.

    204 with the time in `Kept-At`; 409 where this form does not know the newest words of its place; 413 when it is
    more than is kept. Without a script: back to the form.
    """
    place = _place(request)
    body = clean(request.POST.get("body", ""))
    if len(body) > LONGEST:
        return HttpResponse(_("This is too long to be kept. It is only in this page."), status=413)
    try:
        draft = autosave(
            author=request.user,
            target=place.target,
            slot=place.slot,
            body=body,
            base_version=_number(request.POST.get("base_version", "")),
            seen=_seen(request),
        )
    except OtherWords as other:
        return _told(request, other.draft, status=409)
    return _told(request, draft, status=204) if request.htmx else redirect(place.form)


@require_POST
def away(request: Request) -> HttpResponse:
    """Without a script: put a draft away, with one press to bring it back."""
    place = _place(request)
    draft = drafts_of(request.user, target=place.target).get(place.slot)
    drop_draft(author=request.user, target=place.target, slot=place.slot)
    if draft is None:
        return redirect(place.form)
    fields = {"place": f"{place.target} {place.slot}", "base_version": draft.base_version, "body": draft.body}
    return render(request, "wording/put_away.html", {"form_address": place.form, "fields": fields})


@require_safe
def held(request: Request) -> HttpResponse:
    """After signing in again: every word that was sent meanwhile, and one press to go on with it."""
    found = held_for(request)
    if found is None:
        return redirect("home")
    return render(request, "wording/held.html", {"held": found})


@require_safe
@login_not_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """Who is signed in here, as open pages know them, and the token that their next form needs."""
    user: Any = request.user
    who = writer_of(user) if user.is_authenticated else ""
    return JsonResponse({"who": who, "token": get_token(request)})


def _place(request: Request) -> Place:
    target, _space, slot = request.POST.get("place", "").partition(" ")
    return place_for(request, target, slot)


def _told(request: Request, draft: Draft, *, status: int) -> HttpResponse:
    local = clock.local(draft.saved_at, request.user.zone)
    headers = {"Kept-At": f"{local:%H:%M}", "Kept-Until": draft.saved_at.isoformat()}
    return HttpResponse(status=status, headers=headers | ({"Kept-Words": "1"} if draft.body else {}))


def _seen(request: Request) -> dt.datetime:
    """When the form last heard of its place; a form without a script says nothing and means now."""
    try:
        found = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        found = None
    if not request.htmx:
        return clock.now()
    return found if found and found.tzinfo else LONG_AGO


def _number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 10 else 0
