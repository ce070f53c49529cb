"""What goes back to a program: things with their version, pages of things, and problems."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel

from postmortems.api.problems import TYPE, Problem


def bytes_of(thing: BaseModel) -> bytes:
    return thing.model_dump_json().encode()


def etag_of(thing: BaseModel) -> str:
    """The version of a thing as this person sees it: another one whenever anything of it changed."""
    return f'"{hashlib.sha256(bytes_of(thing)).hexdigest()[:24]}"'


def answer(request: HttpRequest, thing: BaseModel, *, status: int = 200, location: str = "") -> HttpResponse:
    """The thing with its version; 304 where the program has this very one (If-None-Match)."""
    etag = etag_of(thing)
    if request.method == "GET" and etag in _listed(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers={"ETag": etag})
    response = HttpResponse(bytes_of(thing), status=status, content_type="application/json")
    response["ETag"] = etag
    if location:
        response["Location"] = settings.BASE_URL + location
    return response


def page_answer(request: HttpRequest, page: BaseModel, following: str | None) -> HttpResponse:
    """A page of a list. The next one stands in `next`, and as an address in the Link header (RFC 8288)."""
    response = HttpResponse(bytes_of(page), content_type="application/json")
    if following:
        asked = urlencode({**request.GET.dict(), "cursor": following})
        response["Link"] = f'<{settings.BASE_URL}{request.path}?{asked}>; rel="next"'
    return response


def nothing() -> HttpResponse:
    return HttpResponse(status=204)


def problem_answer(problem: Problem, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return JsonResponse(
        problem.body, encoder=DjangoJSONEncoder, status=problem.status, content_type=TYPE, headers=dict(headers or {})
    )


def expect(request: HttpRequest, thing: BaseModel) -> None:
    """Refuse a change of something that is not what the program read: 428 where it does not say what it read, 412 with
    what stands now where that is something else.
    """
    said = request.headers.get("If-Match", "")
    if not said:
        raise Problem(
            428,
            "Say which version is changed",
            "Read it first, and send its ETag as If-Match: nobody is overwritten.",
        )
    if said.strip() != "*" and etag_of(thing) not in _listed(said):
        standing: dict[str, Any] = thing.model_dump(mode="json")
        raise Problem(
            412, "Somebody changed it since", "What stands now is in `standing`, its version in `etag`.",
            standing=standing, etag=etag_of(thing),
        )  # fmt: skip


def _listed(header: str) -> list[str]:
    """The versions of a header. A proxy that compresses an answer marks its version as weak; it is the same one."""
    return [one.strip().removeprefix("W/") for one in header.split(",")]
