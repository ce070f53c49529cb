"""Asks an application with production settings for pages, errors included, and prints status and headers as JSON lines.

Run by test_headers.py in a process of its own, because settings are read once.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402
from django.core.exceptions import PermissionDenied  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path  # noqa: E402

from postmortems.live.stream import stream_response  # noqa: E402
from postmortems.organisation.access import memory  # noqa: E402

CHECKED = sys.argv[1:]  # the names of the headers that somebody takes away once
memory.somebody_is_here = True  # these pages are asked for without a database


@login_not_required
def broken(request):
    raise RuntimeError("the words of a private reflection")


@login_not_required
def refused(request):
    raise PermissionDenied


@login_not_required
def live(request):
    return stream_response(room="PIR-1", audience="reader", may_stay=None)


def careless(get_response):
    """A server in front that loses what the request names: the check has to notice each."""

    def handle(request):
        response = get_response(request)
        if name := request.headers.get("Lose"):
            del response[name]
        if name := request.headers.get("Weaken"):
            response[name] = WEAK[name]
        return response

    return handle


WEAK = {
    "Content-Security-Policy": "default-src 'self'; script-src 'unsafe-inline'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=3600",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "public, max-age=60",
}
urlpatterns = [
    *(path("broken/", broken), path("refused/", refused), path("stream/", live)),
    path("", include("postmortems.urls")),
]
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [f"{__name__}.careless", *settings.MIDDLEWARE]

client = Client(enforce_csrf_checks=True, raise_request_exception=False)
HOST = {"secure": True, "headers": {"host": "review.example.org"}}


def told(name, response):
    cookies = [morsel.OutputString() for morsel in response.cookies.values()]
    print(
        json.dumps(
            {"name": name, "status": response.status_code, "headers": dict(response.headers), "cookies": cookies}
        )
    )


told("page", client.get("/accounts/login/", **HOST))
told("redirect", client.get("/", **HOST))
told("not found", client.get("/nothing-here/", **HOST))
told("not allowed", client.options("/healthz", **HOST))
told("forged form", client.post("/accounts/login/", {"login": "x"}, **HOST))
told("bad host", client.get("/", secure=True, headers={"host": "elsewhere.example"}))
told("broken", client.get("/broken/", **HOST))
told("health", client.get("/healthz", **HOST))
told("trace", client.generic("TRACE", "/accounts/login/", **HOST))
told("refused", client.get("/refused/", **HOST))
told("too large", client.post("/accounts/login/", b"", content_type="text/plain", CONTENT_LENGTH=str(2**31), **HOST))
told("live", client.get("/stream/", **HOST))
told("live, not signed in", client.get("/live/reviews/PIR-1/", **HOST))
told("nothing static", client.get("/static/none.css", **HOST))
told("static", client.get(staticfiles_storage.url("css/base.css"), **HOST))
for header in CHECKED:
    lost = {"host": HOST["headers"]["host"], "lose": header}
    told(f"lost {header}", client.get("/accounts/login/", secure=True, headers=lost))
for header in WEAK:
    weak = {"host": HOST["headers"]["host"], "weaken": header}
    told(f"weak {header}", client.get("/accounts/login/", secure=True, headers=weak))
told("program", client.get("/api/v1/reviews", headers={"host": "review.example.org", "authorization": "Bearer x"}))
told("hook", client.post("/hooks/incidents/x/", {}, headers={"host": "review.example.org"}))
told("bad host, plain http", client.get("/", headers={"host": "elsewhere.example"}))
told("plain http", client.get("/", headers={"host": "review.example.org"}))
