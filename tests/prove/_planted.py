"""The whole application, as a server that programs may attack, with six faults as somebody could make them planted
beside it. Never shipped: `uvicorn tests.prove._planted:application`, in the environment of a server that runs.

What a POST writes is taken back once it is answered: so a scanner may press every button, also those that delete, sign
out and end all sessions, and each press meets the same world. A form that says by its key that it comes once gets a
new key each time, for an attacker would make one too.
"""

import json
import os
import subprocess
import uuid
from collections import defaultdict
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "postmortems.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from postmortems.reports.limits import Limit  # noqa: E402
from tests.prove._walking import KEPT  # noqa: E402

Called = dict[str, dict[str, list[dict[str, str]]]]  # by the numbers that the scanner gives its requests and fields
MAPS = Path(os.environ.get("MAPS", "."))  # where several processes of this server write what they were asked
FAULTS = ("words", "echo", "leave", "file", "command", "call")


def taken_back(get_response):
    """Carry a POST out, and then make it not have been. Who is signed in stays so: no cookie is given or taken."""

    def handle(request):
        if request.method == "POST":
            with transaction.atomic():
                answer = get_response(request)
                transaction.set_rollback(True)
        else:
            answer = get_response(request)
        answer.cookies.clear()
        note("answers", {"status": answer.status_code, "method": request.method, "path": request.path})
        return answer

    return handle


def as_a_form_sends_it(get_response):
    """With a key that is new, and with their own names for what the scanner only sends along."""

    def handle(request):
        for said in (request.GET, request.POST):
            said._mutable = True
            for name in [name for name in said if name.startswith(KEPT)]:
                said.setlist(name.removeprefix(KEPT), said.pop(name))
        if "form_key" in request.POST:
            request.POST["form_key"] = str(uuid.uuid4())
        return get_response(request)

    return handle


def _said(fields: QueryDict) -> str:
    """Whatever its field is called."""
    return next(iter(fields.values()), "")  # type: ignore[return-value]


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    return _rows(_said(request.POST))


def words(request: HttpRequest) -> HttpResponse:
    return _rows(_said(request.GET))


def _rows(said: str) -> HttpResponse:
    """A statement put together from words, and its error shown."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT name FROM accounts_team WHERE name <> '{said}'")
            return HttpResponse("<br>".join(name for (name,) in cursor.fetchall()))
    except Exception as error:
        return HttpResponse(f"{type(error).__module__}: ERROR: {error}", status=500)


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<html><body><p>You said {_said(request.GET)}</p></body></html>")


def leave(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(_said(request.GET))


def file(request: HttpRequest) -> HttpResponse:
    try:
        return HttpResponse(Path(_said(request.GET)).read_bytes(), content_type="text/plain")
    except (OSError, ValueError):
        return HttpResponse("There is no such file.", status=404)


def command(request: HttpRequest) -> HttpResponse:
    done = subprocess.run(f"echo {_said(request.GET)}", shell=True, capture_output=True, timeout=20)
    return HttpResponse(done.stdout, content_type="text/plain")


def call(request: HttpRequest) -> HttpResponse:
    """Ask whatever address it is told: the one of the scanner notes that somebody came."""
    import requests

    try:
        return HttpResponse(requests.get(_said(request.GET), timeout=5).text[:200])
    except requests.RequestException:
        return HttpResponse("Nobody is there.")


@csrf_exempt
def called(request: HttpRequest, scan: str, number: str, name: str) -> HttpResponse:
    """Where the scanner listens. It asks `get_ssrf.php` afterwards who came."""
    note("called", {"scan": scan, "number": number, "name": name, "url": request.path, "method": request.method})
    return HttpResponse("heard")


def note(name: str, row: dict[str, Any]) -> None:
    """One line in a file that all processes of this server write; a line this short is written whole."""
    with (MAPS / f"{name}.jsonl").open("a") as lines:
        lines.write(f"{json.dumps(row)}\n")


def drawn(request: HttpRequest, name: str) -> HttpResponse:
    """The page that tells the scanner what to attack (_scanning.py draws it)."""
    return HttpResponse((MAPS / f"{name}.html").read_text())


def who_called(request: HttpRequest) -> HttpResponse:
    """What this scan's requests brought about, as the scanner asks for it."""
    came: Called = defaultdict(lambda: defaultdict(list))
    heard = MAPS / "called.jsonl"
    for row in map(json.loads, heard.read_text().splitlines() if heard.exists() else ()):
        if row["scan"] == request.GET.get("session_id", ""):
            came[row["number"]][row["name"]].append({"url": row["url"], "date": "", "ip": "", "method": row["method"]})
    return JsonResponse(came)


def eats(request: HttpRequest) -> HttpResponse:
    """A reader as somebody writes it: the whole body, and once more as text."""
    whole = request.read()
    return HttpResponse(f"{len(whole.decode('latin-1'))} characters")


def open_to_all(view):
    view.login_required = False
    return view


urlpatterns = [
    path("planted/form/", form),
    *(path(f"planted/{name}/", globals()[name]) for name in FAULTS),
    path("reviews/planted/files/", csrf_exempt(open_to_all(eats))),
    path("heard/ssrf/<str:scan>/<str:number>/<str:name>/", open_to_all(called)),
    path("heard/map/<str:name>/", open_to_all(drawn)),
    path("heard/get_ssrf.php", open_to_all(who_called)),
    path("", include("postmortems.urls")),
]
settings.ROOT_URLCONF = __name__
Limit.is_reached = lambda *_: False  # type: ignore[method-assign]
settings.ACCOUNT_RATE_LIMITS = False  # or most of what a scanner asks would be turned away unread,
settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 24 * 60 * 60  # or be asked for the password again after a while
before = settings.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
settings.MIDDLEWARE = [
    *settings.MIDDLEWARE[:before],
    *(f"{__name__}.{one}" for one in ("taken_back", "as_a_form_sends_it")),
    *settings.MIDDLEWARE[before:],
]

from postmortems.asgi import application as application  # noqa: E402
