"""What happens around every request."""

import hashlib
import time
import uuid
from collections.abc import Callable
from contextlib import closing

import structlog
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import FileResponse, HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from postmortems.shared.locales import Locale
from postmortems.shared.reading_for import reading_for

Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("second_story.request")
PROGRAMS = ("/api/", "/hooks/", "/scim/")
# Where somebody is at every minute, when they wrote a card without a name, and that they write for themselves at all,
# is nothing to keep: only what broke there is written down.
UNWRITTEN = {"present", "seat", "seat-mine"} | {
    *("my-account", "my-account-kept", "my-account-share", "my-account-need", "my-accounts", "my-account-read"),
    *("my-account-delete", "snapshot", "needs", "need-met", "check-in-away", "support"),
    *("report", "report-as", "my-reports", "my-report"),
    *("pulse", "pulse-away"),
}


def database_given_back(get_response: Handler) -> Handler:
    """Under ASGI, close the thread's database session with the request.

    A page that goes away in the middle of one would leave it open until the garbage collector came by.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        try:
            return get_response(request)
        finally:
            if isinstance(request, ASGIRequest):
                connections.close_all()

    return handle


def programs_come_by_https(get_response: Handler) -> Handler:
    """A program that asks by plain http is refused, not led on: it would send its token in clear each time, and nobody
    would notice.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.SECURE and not request.is_secure() and request.path_info.startswith(PROGRAMS):
            return HttpResponse("https only: this request was not read.\n", status=403, content_type="text/plain")
        return get_response(request)

    return handle


def request_log(get_response: Handler) -> Handler:
    """One line a request: route, status, milliseconds, and who as a keyed hash. Never the path, a body or an address
    (rule 26). Without a name there is none, not even of what broke, which reports/middleware.py tells in a later hour.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        began = time.monotonic()
        with structlog.contextvars.bound_contextvars(request=request.id):  # type: ignore[attr-defined]
            response = get_response(request)
            route = request.resolver_match.view_name if request.resolver_match else None
            is_from_nobody = getattr(request, "is_from_nobody", False)
            if is_from_nobody or (route in UNWRITTEN and response.status_code < 500):
                return response
            log.info(
                "answered",
                route=route,
                method=request.method,
                status=response.status_code,
                ms=round((time.monotonic() - began) * 1000),
                who=_who(request),
            )
        return response

    return handle


def _who(request: HttpRequest) -> str | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return hashlib.blake2s(str(user.pk).encode(), key=settings.SECRET_KEY.encode()[:32], digest_size=8).hexdigest()


def the_same_on_a_refusal(get_response: Handler) -> Handler:
    """Give what Django's SecurityMiddleware itself turns away, a host that is not ours, the headers that it gives all
    others: its refusal passes it by.
    """
    security = SecurityMiddleware(get_response)

    def handle(request: HttpRequest) -> HttpResponse:
        return security.process_response(request, get_response(request))

    return handle


def permissions_policy(get_response: Handler) -> Handler:
    """Say that no page of ours needs a camera, a microphone or a place."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response

    return handle


def without_nul(get_response: Handler) -> Handler:
    """Leave the one character that PostgreSQL cannot hold out of every address: nobody means it, and no search can find
    it. In a form it is told to whoever sent it (shared/forms.py).
    """

    def handle(request: HttpRequest) -> HttpResponse:
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return get_response(request)

    return handle


def whole_files(get_response: Handler) -> Handler:
    """Under ASGI, send a static file in one piece: Django would read it by pieces in a thread and warn at each."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, FileResponse) or not isinstance(request, ASGIRequest):
            return response
        with closing(response):
            whole = HttpResponse(b"".join(response), status=response.status_code)
        whole.headers = response.headers
        return whole

    return handle


def in_the_readers_form(get_response: Handler) -> Handler:
    """Write dates and numbers as whoever asks writes them; who that is, is asked only when there is one to write."""

    def handle(request: HttpRequest) -> HttpResponse:
        with reading_for(lambda: getattr(request.user, "locale", Locale.GB)):
            return get_response(request)

    return handle


def htmx_redirect(get_response: Handler) -> Handler:
    """Turn a redirect into HX-Redirect for htmx, which would otherwise swap the sign-in page into a fragment.

    Where the sign-in has ended it is a 401, which leaves the page and what is typed there alone (signed_out.js).
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        if not getattr(request, "htmx", False) or response.status_code not in (301, 302, 303):
            return response
        if request.user.is_anonymous and response["Location"].startswith(resolve_url(settings.LOGIN_URL)):
            turned = HttpResponse(status=401)
        else:
            turned = HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
        turned.cookies = response.cookies
        return turned

    return handle


def private_by_default(get_response: Handler) -> Handler:
    """Keep pages out of every cache, the browser's own included, unless a view says otherwise."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    return handle
