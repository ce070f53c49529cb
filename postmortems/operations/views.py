"""What machines ask."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from postmortems.operations.metrics import CONTENT_TYPE, figures
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


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for who brings the token; for everybody else the address is not there."""
    brought = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(brought, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(figures(), content_type=CONTENT_TYPE)
