"""Who may open what belongs to the organisation: the first page of all, and the settings."""

from collections.abc import Callable
from functools import wraps

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxInput
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import ROLES, Organisation, User
from accounts.requests import Request

Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]
ALWAYS = ("/healthz", "/readyz", "/metrics")


class _Memory:
    """What one process has seen. Once somebody is here, no request pays for the question any more."""

    somebody_is_here = False
    code_was_told = False


memory = _Memory()


def nobody_is_here() -> bool:
    """Whether this installation waits for its first administrator. A demonstration never does."""
    if settings.DEMO or memory.somebody_is_here:
        return False
    memory.somebody_is_here = User.objects.exists()
    return not memory.somebody_is_here


def first_things_first(get_response: Handler) -> Handler:
    """As long as nobody is here, every address leads to the page that makes the first administrator."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path_info not in (*ALWAYS, reverse("welcome")) and nobody_is_here():
            return HttpResponseRedirect(reverse("welcome"))
        return get_response(request)

    return handle


def for_administrators(view: View) -> View:
    """Settings are shown to administrators; anybody else is told that they are theirs (403)."""

    @wraps(view)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def gives_or_takes_a_role(request: HttpRequest) -> bool:
    """Whether this form changes what somebody may do, or where the invitation of somebody with a role goes. Then it
    asks first whether it is really you, and goes on with what was typed after that.
    """
    if request.method != "POST" or request.resolver_match is None:
        return False
    about = User.objects.filter(pk=request.resolver_match.kwargs.get("pk", 0)).first()
    if any(_is_ticked(request, name) != bool(getattr(about, name, False)) for name in ROLES):
        return True
    return about is not None and not about.has_joined and about.has_a_role and _moves(request, about)


def _is_ticked(request: HttpRequest, name: str) -> bool:
    """As the form reads it: `False` in the field is no tick."""
    return bool(CheckboxInput().value_from_datadict(request.POST, request.FILES, name))


def _moves(request: HttpRequest, about: User) -> bool:
    return request.POST.get("email", "").strip().lower() != about.email.lower()


def _writes(request: HttpRequest) -> bool:
    return request.method == "POST"


# For what opens a door or closes one: who comes in, secrets, whether somebody may sign in. Looking asks nothing.
asks_once_more_to_write = reauthentication_required(enabled=_writes)


def while_setting_up(view: View) -> View:
    """The later steps of the first page: for an administrator, until they are done; nobody else learns of them."""

    @wraps(view)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if settings.DEMO or not request.user.is_administrator or Organisation.current().set_up_at:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
