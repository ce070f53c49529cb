"""For whom a token speaks."""

from django.http import HttpResponse
from ninja import Router

from accounts.requests import Request
from accounts.token_model import Token
from postmortems.api.answers import answer
from postmortems.api.shapes.organisation import Speaks

router = Router(tags=["organisation"])


@router.get("/me", response=Speaks, url_name="api-me", summary="For whom this token speaks")
def me(request: Request) -> HttpResponse:
    token: Token = request.auth  # type: ignore[attr-defined]
    user, ends = token.owner, token.expires_on.isoformat()
    return answer(
        request, Speaks(id=user.pk, name=user.display_name, zone=user.zone, scopes=token.scopes, ends_on=ends)
    )
