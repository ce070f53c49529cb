"""Nothing typed is lost to a sign-in that ended meanwhile."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.shared.held import COOKIE, Held, held_for, hold, let_go, mark_of, sent_with
from postmortems.shared.text import LONGEST, clean
from postmortems.wording.models import Draft
from postmortems.wording.services import keep_draft
from postmortems.workspace.access import typed_at

Handler = Callable[[HttpRequest], HttpResponse]


def words_held(get_response: Handler) -> Handler:
    """Hold what a form brought after its sign-in had ended, and go on with it once the same person signed in again."""

    def handle(request: HttpRequest) -> HttpResponse:
        was_anonymous = request.method == "POST" and request.user.is_anonymous
        response = get_response(request)
        is_unknown = request.method != "POST" and settings.SESSION_COOKIE_NAME not in request.COOKIES
        if is_unknown or response.status_code >= 500:
            return response
        if request.user.is_anonymous:
            return _held(request, response) if was_anonymous and _is_turned_away(response) else response
        if was_anonymous:
            _keep(request)
        elif request.method == "POST" and (found := held_for(request)) and found.path == request.get_full_path():
            let_go(request)
        mark = mark_of(request.user)
        if request.COOKIES.get(COOKIE) != mark:
            response.set_cookie(COOKIE, mark, httponly=True, secure=settings.SECURE, samesite="Lax")
        return response

    return handle


def _is_turned_away(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))


def _held(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    held = sent_with(request)
    if held is None:
        return response
    hold(request, held)
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': reverse('held')})}")


def _keep(request: HttpRequest) -> None:
    """Somebody just signed in: what they had typed becomes their draft, besides the form that waits for them."""
    user, held = cast(User, request.user), held_for(request)
    target, slot, words = _place_of(user, held) if held else ("", "", "")
    if words:
        keep_draft(author=user, target=target, slot=slot, body=clean(words)[:LONGEST], why=Draft.Why.EXPIRED)


def _place_of(user: User, held: Held) -> tuple[str, str, str]:
    try:
        found = resolve(held.path.partition("?")[0])
    except Resolver404:
        return "", "", ""
    number = str(found.kwargs.get("ref", "")).removeprefix("PIR-")
    review = visible_to(user).filter(number=int(number)).first() if number.isdecimal() else None
    return typed_at(found.url_name or "", found.kwargs, held.fields, review.pk if review else 0)
