"""The schema of exported documents, for programs that read them. It holds nothing of anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from postmortems.exports.schema import review_schema


@require_safe
@login_not_required
def schema(request: HttpRequest) -> JsonResponse:
    """JSON Schema, draft 2020-12."""
    return JsonResponse(
        review_schema(), json_dumps_params={"indent": 2, "ensure_ascii": False}, content_type="application/schema+json"
    )
