"""Showing once more that it is they: what was seen of the session until then is worth nothing afterwards."""

from collections.abc import Callable
from functools import wraps

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def with_new_key(view: View) -> View:
    """Whoever has just shown that it is they goes on under a new session key; the old one opens nothing any more."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        before = len(get_authentication_records(request, request.user))
        response = view(request, *args, **kwargs)
        if len(get_authentication_records(request, request.user)) > before:
            request.session.cycle_key()
        return response

    return answer
