"""People who come by the organisation's own sign-in: who they are here, and what their groups give them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from accounts.directory import told_groups
from accounts.groups import GroupRule, granted
from accounts.models import Membership, Organisation, User
from postmortems.audit.services import record
from postmortems.live.services import ask_everybody_again
from postmortems.organisation.lock import one_at_a_time
from postmortems.organisation.people import administers_alone


class NotLetIn(Exception):
    """The provider knows them, and still they may not come in."""


class AddressNotVerified(NotLetIn):
    """The provider does not say that the address is theirs."""


class AnotherIdentity(NotLetIn):
    """Somebody here has this address, and another account at the provider: addresses are given to the next person."""


class NobodyNew(NotLetIn):
    """Only those who are here already may come in."""


@dataclass(frozen=True)
class Told:
    """What the provider says about somebody."""

    email: str
    is_verified: bool
    name: str
    groups: Collection[str]


@transaction.atomic
def let_in(*, known: User | None, told: Told) -> User:
    """The person who comes, with the rights that their groups give them now. Raises AddressNotVerified, AnotherIdentity
    or NobodyNew.

    What the directory told of a group over SCIM counts before what a sign-in says of it.

    `known` is who came under this identity before. Without it a verified address finds somebody who is here and never
    came by the provider, or makes somebody new.
    """
    one_at_a_time()
    person = known or _found(told) or _made(told)
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.by_provider:
        User.objects.filter(pk=person.pk).update(by_provider=True)
        person.by_provider = True
    if person.is_active:
        mine, of_directory = told_groups(person.pk)
        apply_groups(person, (set(told.groups) - of_directory) | mine)
    return person


def _found(told: Told) -> User | None:
    if not told.is_verified or not told.email:
        raise AddressNotVerified
    person = User.objects.filter(email__iexact=told.email).first()
    if person and SocialAccount.objects.filter(user=person, provider=settings.OIDC_PROVIDER).exists():
        raise AnotherIdentity
    return person


@transaction.atomic
def forget_identity(person: User) -> bool:
    """Let the next account at the provider with their address be theirs; whether there was one before it."""
    had = bool(SocialAccount.objects.filter(user=person).delete()[0])
    if had:
        record(verb="changed", chain=f"person:{person.pk}", actor=None, fields=("identity",))
    return had


def _made(told: Told) -> User:
    organisation = Organisation.current()
    if organisation.is_closed:
        raise NobodyNew
    name = " ".join(told.name.split())[:120] or told.email.partition("@")[0]
    person = User.objects.create_user(told.email, display_name=name, by_provider=True, **organisation.for_somebody_new)
    record(verb="came by the provider", chain=f"person:{person.pk}", actor=person)
    return person


def apply_groups(person: User, groups: Collection[str], *, rules: Iterable[GroupRule] | None = None) -> None:
    """Make teams and roles what the rules say for these groups; what no rule speaks of stays as it is. `rules`: all of
    them, unless only some are asked.

    The last administrator goes on administering: without one nobody could put the rules right.
    """
    given = granted(GroupRule.objects.all() if rules is None else rules, groups)
    changed = [*_roles(person, given.roles, given.roles_by_rule), *_teams(person, given.teams, given.teams_by_rule)]
    if changed:
        record(verb="changed by groups", chain=f"person:{person.pk}", actor=None, fields=tuple(changed))
        ask_everybody_again()


def _roles(person: User, given: frozenset[str], by_rule: frozenset[str]) -> list[str]:
    wanted = {role: role in given for role in by_rule}
    if "is_administrator" in wanted and not wanted["is_administrator"] and administers_alone(person):
        del wanted["is_administrator"]
    changed = [role for role, value in wanted.items() if getattr(person, role) != value]
    for role in changed:
        setattr(person, role, wanted[role])
    if changed:
        person.save(update_fields=changed)
    return changed


def _teams(person: User, given: frozenset[int], by_rule: frozenset[int]) -> list[str]:
    here = set(person.memberships.filter(team_id__in=by_rule).values_list("team_id", flat=True))
    gone, new = here - given, given - here
    person.memberships.filter(team_id__in=gone).delete()
    Membership.objects.bulk_create([Membership(user=person, team_id=pk) for pk in new])
    return ["teams"] if gone or new else []
