"""What machines ask."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from postmortems.operations.readiness import readiness


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing about database, queue or mail."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether everything works that a promise depends on: 200, or 503 with a line a fault. Pages may well be served
    meanwhile. Nothing of what people wrote, no names, no addresses.
    """
    checks = readiness()
    is_ready = not any(check.fault for check in checks)
    lines = ["ready" if is_ready else "not ready", *map(str, checks)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain", status=200 if is_ready else 503)
