"""Asks an application with production settings for pages, errors included, and prints status and headers as JSON lines.

Run by test_headers.py in a process of its own, because settings are read once.
"""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path  # noqa: E402

from postmortems.organisation.access import memory  # noqa: E402

memory.somebody_is_here = True  # these pages are asked for without a database


@login_not_required
def broken(request):
    raise RuntimeError("the words of a private reflection")


urlpatterns = [path("broken/", broken), path("", include("postmortems.urls"))]
settings.ROOT_URLCONF = __name__

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
told("program", client.get("/api/v1/reviews", headers={"host": "review.example.org", "authorization": "Bearer x"}))
told("hook", client.post("/hooks/incidents/x/", {}, headers={"host": "review.example.org"}))
told("plain http", client.get("/", headers={"host": "review.example.org"}))
