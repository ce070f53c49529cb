"""Services: everybody reads them; administrators make them, change them and put them away."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Query, Router

from accounts.requests import Request
from postmortems.api.answers import answer, expect, page_answer
from postmortems.api.cleaning import cleaned, data_of, taken_is_said
from postmortems.api.cursors import after_name, cursor_for
from postmortems.api.door import for_administrators
from postmortems.api.fields import Pk
from postmortems.api.locks import locked
from postmortems.api.once import once
from postmortems.api.shapes.organisation import NamesAsked, ServiceChange, ServicePage, ServiceShown, ServiceWritten
from postmortems.api.showing.organisation import service_shown, services_called
from postmortems.organisation import teams as writes
from postmortems.organisation.team_forms import ServiceForm
from postmortems.reviews.models import Service

router = Router(tags=["organisation"])
TAKEN = "Another service is called so; an archived one can be brought back."


@router.get("/services", response=ServicePage, url_name="api-services", summary="Services, by name")
def services(request: Request, asked: Query[NamesAsked]) -> HttpResponse:
    found = services_called(asked.name, after=after_name(asked.cursor), limit=asked.limit)
    following = cursor_for(found[asked.limit - 1].name) if len(found) > asked.limit else None
    page = ServicePage(items=[service_shown(service) for service in found[: asked.limit]], next=following)
    return page_answer(request, page, following)


@router.post("/services", response={201: ServiceShown}, url_name="api-services", summary="Name a service")
def make_service(request: Request, said: ServiceWritten) -> HttpResponse:
    """For administrators. Whoever puts an incident on record may name a new one there."""
    for_administrators(request)
    pk = once(request, lambda key: _made(request, _wish(said.model_dump())))
    return answer(request, _shown(pk), status=201, location=reverse("api-service", args=[pk]))


def _made(request: Request, wish: writes.ServiceWish) -> int:
    with taken_is_said(TAKEN):
        return writes.create_service(actor=request.user, wish=wish).pk


@router.get("/services/{pk}", response=ServiceShown, url_name="api-service", summary="One service")
def service(request: Request, pk: Pk) -> HttpResponse:
    return answer(request, _shown(pk))


@router.patch("/services/{pk}", response=ServiceShown, url_name="api-service", summary="Change, archive, bring back")
def change_service(request: Request, pk: Pk, said: ServiceChange) -> HttpResponse:
    """For administrators."""
    for_administrators(request)
    sent = said.said()
    with transaction.atomic():
        standing = locked(Service, pk)
        expect(request, _shown(pk))
        if sent.keys() - {"is_archived"}:
            _change(request, standing, sent)
        if "is_archived" in sent:
            put = writes.put_away if sent["is_archived"] else writes.bring_back
            put(actor=request.user, thing=standing)
    return answer(request, _shown(pk))


def _change(request: Request, standing: Service, sent: dict[str, Any]) -> None:
    """A team that was archived since may stay: only what is sent is looked at."""
    now = {"name": standing.name, "team": standing.team_id, "runbook_url": standing.runbook_url}
    wish = _wish({**now, **sent, "team": sent.get("team")})
    if "team" not in sent:
        wish = replace(wish, team=standing.team)
    with taken_is_said(TAKEN):
        writes.change_service(actor=request.user, service=standing, wish=wish)


def _wish(fields: dict[str, Any]) -> writes.ServiceWish:
    """What the page's form makes of it. Raises Problem."""
    return cleaned(ServiceForm(data_of(fields))).wish()


def _shown(pk: int) -> ServiceShown:
    found = Service.objects.select_related("team").filter(pk=pk).first()
    if found is None:
        raise Http404
    return service_shown(found)
