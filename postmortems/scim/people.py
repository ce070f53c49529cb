"""People as the directory tells of them: somebody comes, is called otherwise, leaves, comes back. Nobody is deleted."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.directory import Called, DirectoryPerson
from accounts.models import Membership, Organisation, User
from accounts.token_model import Token
from accounts.tokens import TARGET
from postmortems.audit.services import record
from postmortems.organisation.handing_over import leave
from postmortems.organisation.people import LastAdministrator, NotYourself, Wish, invite, make_active
from postmortems.scim.groups import leave_all_groups
from postmortems.scim.refusals import Refused
from postmortems.shared import clock

KEPT = ("user_name", "external_id", "display_name", "email", "given_name", "family_name")


class Taken(Exception):
    """Somebody is called so, or reads mail there."""


@dataclass(frozen=True)
class Told(Called):
    """What the directory says of somebody. `email` may be empty where `user_name` is an address."""

    user_name: str
    is_active: bool = True
    external_id: str = ""
    display_name: str = ""
    email: str = ""
    given_name: str = ""
    family_name: str = ""


@transaction.atomic
def take_in(*, token: Token, told: Told) -> User:
    """Somebody new, or somebody who was deleted there and comes back. Raises Taken.

    They sign in at the organisation's provider; where none is connected, they get an invitation.
    """
    person = _came_back(told)
    if person is not None:
        return change(token=token, person=person, told=told)
    if User.objects.filter(email__iexact=told.address).exists():
        raise Taken
    if settings.OIDC_ISSUER:
        begins = Organisation.current().for_somebody_new
        person = User.objects.create_user(told.address, display_name=told.name, by_provider=True, **begins)
    else:
        person = invite(actor=token.owner, wish=Wish(name=told.name, email=told.address))
    _note(token, person, "came by the directory", ())
    _keep(person, told)
    if not told.is_active:
        _end(token, person)
    return person


def _came_back(told: Told) -> User | None:
    """Who was deleted there before under this name or address. Raises Taken where it is somebody's still, or was
    somebody else's: an address is given again, the directory's own id is not.
    """
    row = DirectoryPerson.objects.select_related("person").filter(user_name=told.user_name.lower()).first()
    row = row or DirectoryPerson.objects.select_related("person").filter(person__email__iexact=told.address).first()
    if row is not None and (not row.is_gone or (told.external_id and row.external_id not in ("", told.external_id))):
        raise Taken
    return row.person if row else None


@transaction.atomic
def change(*, token: Token, person: User, told: Told) -> User:
    """Name, address, and whether they may sign in, as far as the directory says it anew. Raises Taken or Refused."""
    person = User.objects.select_for_update().get(pk=person.pk)
    row = DirectoryPerson.objects.filter(person=person).first()
    if DirectoryPerson.objects.filter(user_name=told.user_name.lower()).exclude(person=person).exists():
        raise Taken
    wanted = {"email": told.address} if told.address != (row.address if row else person.email.lower()) else {}
    if told.name != (row.name if row else person.display_name):
        wanted["display_name"] = told.name
    changed = [name for name, value in wanted.items() if getattr(person, name) != value]
    if "email" in changed:
        _may_move(person, told.address)
    for name in changed:
        setattr(person, name, wanted[name])
    if changed:
        person.save(update_fields=changed)
        _note(token, person, "changed by the directory", tuple(changed))
    _keep(person, told)
    if told.is_active and not person.is_active:
        make_active(actor=token.owner, person=person)
    elif person.is_active and not told.is_active:
        _end(token, person)
    person.refresh_from_db()
    return person


def _may_move(person: User, address: str) -> None:
    """Whoever reads mail at the address of somebody with a password of their own can set a new one; whoever reads it
    before an invited person joined becomes that person, with what waits for them here.
    """
    if person.has_usable_password():
        raise Refused(detail="They sign in here with a password of their own: an administrator changes the address.")
    if not person.has_joined and (person.has_a_role or person.memberships.exists()):
        raise Refused(detail="They were invited into a team or a role: an administrator changes the address.")
    if User.objects.filter(email__iexact=address).exclude(pk=person.pk).exists():
        raise Taken


@transaction.atomic
def let_go(*, token: Token, person: User) -> None:
    """Deleted there: inactive here, what was open in other hands, and no group gives them anything. Raises Refused."""
    if person.is_active:
        _end(token, person)
    leave_all_groups(person)
    named = {"user_name": person.email.lower(), "told_at": clock.now()}
    DirectoryPerson.objects.update_or_create(
        person=person, defaults={"is_gone": True, "told_at": clock.now()}, create_defaults=named | {"is_gone": True}
    )
    _note(token, person, "deleted in the directory", ())


def _end(token: Token, person: User) -> None:
    """Make them inactive, after what is open of theirs went over."""
    try:
        leave(actor=token.owner, person=person, to=_who_takes_over(token, person), form_key=uuid.uuid4())
    except NotYourself as error:
        raise Refused(detail="This token speaks for them: another administrator makes them inactive.") from error
    except LastAdministrator as error:
        raise Refused(detail="Nobody else administers the organisation.") from error


def _who_takes_over(token: Token, person: User) -> User:
    """Who leads a team of theirs, else the administrator whose token it is. They get what they may see."""
    mine = person.memberships.values("team")
    leads = Membership.objects.filter(team__in=mine, role=Membership.Role.LEAD, user__is_active=True)
    lead = leads.exclude(user=person).select_related("user").order_by("team__name", "pk").first()
    return lead.user if lead else token.owner


def _keep(person: User, told: Told) -> None:
    kept = {name: getattr(told, name) for name in KEPT} | {"user_name": told.user_name.lower()}
    DirectoryPerson.objects.update_or_create(person=person, defaults={**kept, "is_gone": False, "told_at": clock.now()})


def _note(token: Token, person: User, verb: str, fields: tuple[str, ...]) -> None:
    record(verb=verb, chain=f"person:{person.pk}", actor=token.owner, target=f"{TARGET}{token.pk}", fields=fields)
