"""The way in for programs: a token in the Authorization header, and nothing else. A browser's session opens nothing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from accounts.requests import Request
from accounts.token_model import Scope, Token
from accounts.tokens import SHAPE, allows, token_in
from postmortems.api.answers import problem_answer
from postmortems.api.problems import Problem

View = Callable[..., HttpResponse]
READING = frozenset({"GET", "HEAD"})
REALM = {"WWW-Authenticate": 'Bearer realm="Second Story"'}


class TokenInHeader(HttpBearer):
    """`Authorization: Bearer ss_…`. From here on the request is its owner's, and the gate asks what they may."""

    openapi_description = "A token of yours, made at /accounts/tokens/."

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        found = token_in(f"Bearer {token}")
        if found is None:
            raise not_known()
        needed = Scope.READ if request.method in READING else Scope.WRITE
        request.user = found.owner
        if not allows(found, needed):
            raise Problem(403, "This token may not", f"It is without the scope “{needed}”.", needs=str(needed))
        return found


def not_known() -> Problem:
    return Problem(401, "Who asks?", "Send a token that has not ended, as Authorization: Bearer ss_…")


def opened(view: View) -> View:
    """The view without a sign-in of its own, behind what holds for every address of the API."""

    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SHAPE.search(request.get_full_path()):
            return problem_answer(in_an_address())
        somebody = request.user
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.user = somebody  # for what comes after, nobody signed in here: no cookie leaves with the answer
        if response.status_code == 405:
            said = Problem(405, "Not done here", f"This address takes {response['Allow']}.")
            return problem_answer(said, {"Allow": response["Allow"]})
        return response

    door.csrf_exempt, door.login_required = True, False  # type: ignore[attr-defined]
    return door


def for_administrators(request: Request) -> None:
    """Raises Problem for anybody else, as Settings answer them."""
    if not request.user.is_administrator:
        raise Problem(403, "For administrators", "Whom this token speaks for is none.")


def in_an_address() -> Problem:
    """Addresses end up in logs and histories: a token that stood in one is not a secret any more."""
    return Problem(400, "A token stood in the address", "End that token, make another, and send it in a header.")
