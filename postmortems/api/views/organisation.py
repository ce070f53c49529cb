"""Who the token speaks for, and what reviews are about: teams and services."""

from django.http import Http404, HttpResponse
from ninja import Query, Router

from accounts.models import Team
from accounts.requests import Request
from accounts.token_model import Token
from postmortems.api.answers import answer, page_answer
from postmortems.api.cursors import cursor_for, place_of
from postmortems.api.fields import Pk
from postmortems.api.shapes.organisation import NamesAsked, ServicePage, ServiceShown, Speaks, TeamPage, TeamShown
from postmortems.api.showing.organisation import service_shown, services_called, team_shown, teams_called
from postmortems.reviews.models import Service

router = Router(tags=["organisation"])


@router.get("/me", response=Speaks, url_name="api-me", summary="For whom this token speaks")
def me(request: Request) -> HttpResponse:
    token: Token = request.auth  # type: ignore[attr-defined]
    user, ends = token.owner, token.expires_on.isoformat()
    return answer(
        request, Speaks(id=user.pk, name=user.display_name, zone=user.zone, scopes=token.scopes, ends_on=ends)
    )


@router.get("/teams", response=TeamPage, url_name="api-teams", summary="Teams, by name")
def teams(request: Request, asked: Query[NamesAsked]) -> HttpResponse:
    found = teams_called(asked.name, after=_after(asked), limit=asked.limit)
    following = cursor_for(found[asked.limit - 1].name) if len(found) > asked.limit else None
    page = TeamPage(items=[team_shown(team) for team in found[: asked.limit]], next=following)
    return page_answer(request, page, following)


@router.get("/teams/{pk}", response=TeamShown, url_name="api-team", summary="One team")
def team(request: Request, pk: Pk) -> HttpResponse:
    found = Team.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return answer(request, team_shown(found))


@router.get("/services", response=ServicePage, url_name="api-services", summary="Services, by name")
def services(request: Request, asked: Query[NamesAsked]) -> HttpResponse:
    found = services_called(asked.name, after=_after(asked), limit=asked.limit)
    following = cursor_for(found[asked.limit - 1].name) if len(found) > asked.limit else None
    page = ServicePage(items=[service_shown(service) for service in found[: asked.limit]], next=following)
    return page_answer(request, page, following)


@router.get("/services/{pk}", response=ServiceShown, url_name="api-service", summary="One service")
def service(request: Request, pk: Pk) -> HttpResponse:
    found = Service.objects.select_related("team").filter(pk=pk).first()
    if found is None:
        raise Http404
    return answer(request, service_shown(found))


def _after(asked: NamesAsked) -> str:
    place = place_of(asked.cursor, str)
    return str(place[0]).replace("\x00", "") if place else ""
