"""What machines ask."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing about database, queue or mail."""
    return HttpResponse("ok\n", content_type="text/plain")
