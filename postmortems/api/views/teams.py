"""Teams: everybody reads them; administrators make them, name them, fill them and put them away."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from accounts.models import Team, User
from accounts.requests import Request
from postmortems.api.answers import answer, expect, page_answer
from postmortems.api.cleaning import cleaned, taken_is_said
from postmortems.api.cursors import after_name, cursor_for
from postmortems.api.door import for_administrators
from postmortems.api.fields import Pk
from postmortems.api.locks import locked
from postmortems.api.once import once
from postmortems.api.problems import of_field, unfit
from postmortems.api.shapes.organisation import (
    MemberList,
    MembersWritten,
    NamesAsked,
    TeamChange,
    TeamPage,
    TeamShown,
    TeamWritten,
)
from postmortems.api.showing.organisation import members_shown, team_shown, teams_called
from postmortems.organisation import teams as writes
from postmortems.organisation.queries import members_of
from postmortems.organisation.team_forms import TeamForm

router = Router(tags=["organisation"])
TAKEN = "Another team is called so; an archived one can be brought back."


@router.get("/teams", response=TeamPage, url_name="api-teams", summary="Teams, by name")
def teams(request: Request, asked: Query[NamesAsked]) -> HttpResponse:
    found = teams_called(asked.name, after=after_name(asked.cursor), limit=asked.limit)
    following = cursor_for(found[asked.limit - 1].name) if len(found) > asked.limit else None
    page = TeamPage(items=[team_shown(team) for team in found[: asked.limit]], next=following)
    return page_answer(request, page, following)


@router.post("/teams", response={201: TeamShown}, url_name="api-teams", summary="Make a team")
def make_team(request: Request, said: TeamWritten) -> HttpResponse:
    """For administrators."""
    for_administrators(request)
    pk = once(request, lambda key: _made(request, _name(said.name)))
    return answer(request, team_shown(_team(pk)), status=201, location=reverse("api-team", args=[pk]))


def _made(request: Request, name: str) -> int:
    with taken_is_said(TAKEN):
        return writes.create_team(actor=request.user, name=name).pk


@router.get("/teams/{pk}", response=TeamShown, url_name="api-team", summary="One team")
def team(request: Request, pk: Pk) -> HttpResponse:
    return answer(request, team_shown(_team(pk)))


@router.patch("/teams/{pk}", response=TeamShown, url_name="api-team", summary="Rename, archive or bring back")
def change_team(request: Request, pk: Pk, said: TeamChange) -> HttpResponse:
    """For administrators."""
    for_administrators(request)
    sent = said.said()
    with transaction.atomic():
        standing = locked(Team, pk)
        expect(request, team_shown(standing))
        if "name" in sent:
            _rename(request, standing, _name(sent["name"]))
        if "is_archived" in sent:
            put = writes.put_away if sent["is_archived"] else writes.bring_back
            put(actor=request.user, thing=standing)
    return answer(request, team_shown(_team(pk)))


def _rename(request: Request, standing: Team, name: str) -> None:
    with taken_is_said(TAKEN):
        writes.rename_team(actor=request.user, team=standing, name=name)


@router.get("/teams/{pk}/members", response=MemberList, url_name="api-members", summary="Who is in a team")
def members(request: Request, pk: Pk) -> HttpResponse:
    """For administrators."""
    for_administrators(request)
    return answer(request, members_shown(members_of(_team(pk))))


@router.put("/teams/{pk}/members", response=MemberList, url_name="api-members", summary="Say who is in a team")
def write_members(request: Request, pk: Pk, said: MembersWritten) -> HttpResponse:
    """For administrators. All of them at once, as from a directory: who is not named is taken out."""
    for_administrators(request)
    wanted = {one.person: str(one.role) for one in said.items}
    with transaction.atomic():
        standing = locked(Team, pk)
        here = members_of(standing)
        expect(request, members_shown(here))
        roles = {one.user_id: wanted.get(one.user_id, "") for one in here}
        newcomers = {person: role for person, role in wanted.items() if person not in roles}
        _check(said, newcomers)
        writes.set_members(actor=request.user, team=standing, roles=roles, newcomers=newcomers)
    return answer(request, members_shown(members_of(standing)))


def _check(said: MembersWritten, newcomers: dict[int, str]) -> None:
    """Who comes in can sign in. Raises Problem, each named by its line."""
    known = set(User.objects.filter(is_active=True, pk__in=newcomers).values_list("pk", flat=True))
    unknown = [
        of_field(f"items[{at}].person", "Nobody who can sign in has this number.", line=at + 1)
        for at, one in enumerate(said.items)
        if one.person in newcomers and one.person not in known
    ]
    if unknown:
        raise unfit(unknown)


def _name(said: str) -> str:
    name: str = cleaned(TeamForm({"name": said})).cleaned_data["name"]
    return name


def _team(pk: int) -> Team:
    found = Team.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
