"""A request to the pages without a name comes from nobody.

Before anything else sees it, whatever says who sent it is taken out of the request: cookies and with them the session,
network address, browser, language, the page before. What stays is what the page itself needs. So no middleware, no
view, no log line and no error report below can keep or tell more, whatever is added to them one day.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from postmortems.reports.limits import PLACES
from postmortems.reports.quiet import LATER
from postmortems.shared import clock
from postmortems.shared.logs import kind_and_places

Handler = Callable[[HttpRequest], HttpResponse]
PREFIX = "/report/anonymous/"
KEPT = {
    *("REQUEST_METHOD", "PATH_INFO", "SCRIPT_NAME", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"),
    *("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_X_FORWARDED_PROTO"),
}


def from_nobody(get_response: Handler) -> Handler:
    """Stands before everything that could look."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            LATER.say(clock.now())
            return get_response(request)
        request.place = PLACES.tag(_address(request), clock.now())  # type: ignore[attr-defined]
        request.is_from_nobody = True  # type: ignore[attr-defined]  # no line in the log, whatever is answered
        _forget(request)
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that broke: Django's own line about it would carry the moment."""
        if not request.path_info.startswith(PREFIX) or isinstance(exception, Http404):
            return None
        if isinstance(exception, SuspiciousOperation):
            return render(request, "413.html", {"megabytes": settings.FILE_LIMIT // 1_000_000}, status=413)
        LATER.hold(kind_and_places(exception), clock.now())
        words = [request.POST.get(name, "") for name in ("happened", "place", "helps", "body")]
        return render(request, "reports/broken.html", {"words": [one for one in words if one]}, status=500)

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle


def _address(request: HttpRequest) -> str:
    """The network address, for counting alone; behind https the last one that the proxy in front wrote."""
    behind_proxy = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE else ""
    return behind_proxy.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _forget(request: HttpRequest) -> None:
    for name in [name for name in request.META if name not in KEPT and not name.startswith("wsgi.")]:
        del request.META[name]
    scope = getattr(request, "scope", None)
    if scope is not None:
        request.scope = {**scope, "headers": [], "client": None}  # type: ignore[attr-defined]
