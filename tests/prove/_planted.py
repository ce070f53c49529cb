"""The whole application, as a server that programs may attack, with five faults as somebody could make them planted
beside it. Never shipped: `uvicorn tests.prove._planted:application`, in the environment of a server that runs.

What a POST writes is taken back once it is answered: so a scanner may press every button, also those that delete, sign
out and end all sessions, and each press meets the same world. A form that says by its key that it comes once gets a
new key each time, for an attacker would make one too.
"""

import os
import subprocess
import uuid
from collections import defaultdict
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "postmortems.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

Called = dict[str, dict[str, list[dict[str, str]]]]
CALLED: dict[str, Called] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))  # of each scan by itself
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
        return answer

    return handle


def a_new_key(get_response):
    def handle(request):
        if "form_key" in request.POST:
            request.POST._mutable = True
            request.POST["form_key"] = str(uuid.uuid4())
        return get_response(request)

    return handle


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    return _rows(request.POST.get("said", ""))


def words(request: HttpRequest) -> HttpResponse:
    return _rows(request.GET.get("said", ""))


def _rows(said: str) -> HttpResponse:
    """A statement put together from words, and its error shown."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT name FROM accounts_team WHERE name <> '{said}'")
            return HttpResponse("<br>".join(name for (name,) in cursor.fetchall()))
    except Exception as error:
        return HttpResponse(f"{type(error).__module__}: ERROR: {error}", status=500)


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<html><body><p>You said {request.GET.get('said', '')}</p></body></html>")


def leave(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(request.GET.get("said", "/"))


def file(request: HttpRequest) -> HttpResponse:
    try:
        return HttpResponse(Path(request.GET.get("said", "")).read_bytes(), content_type="text/plain")
    except (OSError, ValueError):
        return HttpResponse("There is no such file.", status=404)


def command(request: HttpRequest) -> HttpResponse:
    done = subprocess.run(f"echo {request.GET.get('said', '')}", shell=True, capture_output=True, timeout=20)
    return HttpResponse(done.stdout, content_type="text/plain")


def call(request: HttpRequest) -> HttpResponse:
    """Ask whatever address it is told: the one of the scanner notes that somebody came."""
    import requests

    try:
        return HttpResponse(requests.get(request.GET.get("said", ""), timeout=5).text[:200])
    except requests.RequestException:
        return HttpResponse("Nobody is there.")


@csrf_exempt
def called(request: HttpRequest, scan: str, number: str, name: str) -> HttpResponse:
    """Where the scanner listens. It asks `get_ssrf.php` afterwards who came."""
    CALLED[scan][number][name].append({"url": request.path, "date": "", "ip": "", "method": request.method or ""})
    return HttpResponse("heard")


def drawn(request: HttpRequest, name: str) -> HttpResponse:
    """The page that tells the scanner what to attack (_scanning.py draws it)."""
    return HttpResponse((Path(os.environ["MAPS"]) / f"{name}.html").read_text())


def who_called(request: HttpRequest) -> HttpResponse:
    return JsonResponse(CALLED[request.GET.get("session_id", "")])


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
before = settings.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
settings.MIDDLEWARE = [
    *settings.MIDDLEWARE[:before],
    *(f"{__name__}.{one}" for one in ("taken_back", "a_new_key")),
    *settings.MIDDLEWARE[before:],
]

from postmortems.asgi import application as application  # noqa: E402
