"""The document that programs are written from, and the answer at addresses where nothing is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from postmortems.api.answers import problem_answer
from postmortems.api.api import api
from postmortems.api.document import document as document_of
from postmortems.api.handlers import nowhere


@login_not_required
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it says what could be asked, and nothing of anybody."""
    response = JsonResponse(document_of(api))
    response["Cache-Control"] = "public, max-age=300"
    return response


@csrf_exempt
@login_not_required
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    return problem_answer(nowhere())
