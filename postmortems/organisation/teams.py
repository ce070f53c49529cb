"""Teams and services: what an organisation is made of. Archived, each keeps its history and can come back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Membership, Team, User
from postmortems.audit.services import record
from postmortems.live.services import ask_everybody_again
from postmortems.organisation.lock import one_at_a_time
from postmortems.reviews.models import Service
from postmortems.shared import clock


class NameTaken(Exception):
    """Another one, perhaps an archived one, is called so."""


@dataclass(frozen=True)
class ServiceWish:
    """What an administrator says about a service."""

    name: str
    team: Team | None = None
    runbook_url: str = ""


@transaction.atomic
def create_team(*, actor: User, name: str) -> Team:
    """Raises NameTaken."""
    _free(Team, name)
    team = Team.objects.create(name=name, slug=_slug(name))
    record(verb="created", chain=f"team:{team.pk}", actor=actor, fields=("name",))
    return team


@transaction.atomic
def rename_team(*, actor: User, team: Team, name: str) -> None:
    """Its address stays. Raises NameTaken."""
    _free(Team, name, but=team.pk)
    if Team.objects.filter(pk=team.pk).exclude(name=name).update(name=name):
        record(verb="renamed", chain=f"team:{team.pk}", actor=actor, fields=("name",))


@transaction.atomic
def set_members(*, actor: User, team: Team, roles: Mapping[int, str], newcomers: Mapping[int, str]) -> None:
    """Give each person (by key) the role "member" or "lead", or take them out (""); and take these in. Whoever was
    taken out meanwhile stays out, unless they are among those who come in.
    """
    changed = False
    for membership in Membership.objects.select_for_update().filter(team=team, user_id__in=roles):
        wanted = roles[membership.user_id]
        if wanted == membership.role:
            continue
        changed = True
        if wanted:
            Membership.objects.filter(pk=membership.pk).update(role=wanted)
        else:
            membership.delete()
            ask_everybody_again()
    for person, role in newcomers.items():
        changed |= Membership.objects.get_or_create(user_id=person, team=team, defaults={"role": role})[1]
    if changed:
        record(verb="changed members", chain=f"team:{team.pk}", actor=actor, fields=("members",))


@transaction.atomic
def create_service(*, actor: User, wish: ServiceWish) -> Service:
    """Raises NameTaken."""
    _free(Service, wish.name)
    service = Service.objects.create(name=wish.name, team=wish.team, runbook_url=wish.runbook_url)
    record(verb="created", chain=f"service:{service.pk}", actor=actor, fields=("name",))
    return service


@transaction.atomic
def change_service(*, actor: User, service: Service, wish: ServiceWish) -> None:
    """Raises NameTaken."""
    _free(Service, wish.name, but=service.pk)
    changed = [name for name in ("name", "team", "runbook_url") if getattr(service, name) != getattr(wish, name)]
    for name in changed:
        setattr(service, name, getattr(wish, name))
    if "runbook_url" in changed:
        service.runbook_checked_on = None  # nobody looked at the new one yet
    if changed:
        service.save(update_fields=[*changed, "runbook_checked_on"])
        record(verb="changed", chain=f"service:{service.pk}", actor=actor, fields=tuple(changed))


@transaction.atomic
def put_away[Thing: (Team, Service)](*, actor: User, thing: Thing) -> None:
    """Nothing new is given to it; what it took part in goes on naming it."""
    if type(thing).objects.filter(pk=thing.pk, archived_at=None).update(archived_at=clock.now()):
        record(verb="archived", chain=_chain(thing), actor=actor)


@transaction.atomic
def bring_back[Thing: (Team, Service)](*, actor: User, thing: Thing) -> None:
    if type(thing).objects.filter(pk=thing.pk, archived_at__isnull=False).update(archived_at=None):
        record(verb="brought back", chain=_chain(thing), actor=actor)


def _chain(thing: Team | Service) -> str:
    return f"{type(thing).__name__.lower()}:{thing.pk}"


def _free(model: type[Team] | type[Service], name: str, *, but: int | None = None) -> None:
    """Also while somebody else takes the same name. Raises NameTaken."""
    one_at_a_time()
    if model.objects.filter(name__iexact=name).exclude(pk=but or 0).exists():
        raise NameTaken


def _slug(name: str) -> str:
    """Like the name; with a number behind it where another team was called so once."""
    stem = slugify(name)[:70] or "team"
    taken = set(Team.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return stem if stem not in taken else next(f"{stem}-{n}" for n in range(2, 10_000) if f"{stem}-{n}" not in taken)
