"""The one door of the directory: a token with the scope “scim”, and nothing else."""

import json

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from scim2_models import SCIMException, UnauthorizedException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService

from accounts.token_model import Token
from accounts.tokens import speaks_for_directory, token_in
from postmortems.scim.refusals import NoSuchScope, TooOften
from postmortems.scim.shapes import PROVIDER, ROOT
from postmortems.scim.storage import Directory
from postmortems.scim.tolerance import as_meant

SERVICE = ScimService(PROVIDER)
OFTEN = {"scim": "600/m/key"}  # a first run tells of some people a second; each token is counted by itself


@csrf_exempt
@login_not_required
def scim(request: HttpRequest, path: str = "") -> HttpResponse:
    """Whatever SCIM has an answer to, behind the token."""
    try:
        token = _token(request)
        asked = ScimRequest(
            method=request.method or "",
            base_url=f"{settings.BASE_URL}{ROOT}",
            path=f"/{path}",
            query=request.GET.dict(),
            headers=request.headers,
            body=as_meant(request.body),
            subject=token,
        )
        response = ScimHandler(SERVICE, Directory(token)).handle(asked)
    except SCIMException as refused:
        response = SERVICE.error_response(refused)
    return _answer(response)


def _token(request: HttpRequest) -> Token:
    token = token_in(request.headers.get("Authorization", ""))
    if token is None:
        raise UnauthorizedException
    if not speaks_for_directory(token):
        raise NoSuchScope
    if not consume(request, app="second-story", action="scim", key=str(token.pk), config=OFTEN, limit_get=True):
        raise TooOften
    return token


def _answer(response: ScimResponse) -> HttpResponse:
    body = b"" if response.body is None else json.dumps(response.body).encode()
    answer = HttpResponse(body, status=response.status, headers=response.headers)
    if response.status == TooOften.status:
        answer["Retry-After"] = "60"
    return answer
