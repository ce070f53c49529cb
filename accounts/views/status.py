"""allauth's views, with the status that their answer means."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.models import User

View = Callable[..., HttpResponse]


def with_status(view: View) -> View:
    """A refused form answers 422, a link that has ended 410; allauth says 200 to both."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.status_code == 200:
            response.status_code = _meant(request, response.context_data or {})
        return response

    return answer


def own_ways(view: View) -> View:
    """For people who sign in here. Whoever the provider alone lets in gets no way around it (403)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if isinstance(request.user, User) and request.user.signs_in_elsewhere:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer


def _meant(request: HttpRequest, context: dict) -> int:
    if context.get("token_fail"):
        return 410
    form = context.get("form")
    return 422 if request.method == "POST" and form is not None and form.errors else 200
