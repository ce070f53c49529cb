"""Who is here: inviting, changing, and ending somebody's access. Nobody is ever deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import ROLES, Membership, Organisation, Team, User
from accounts.services import end_sessions
from accounts.tokens import end_all as end_all_tokens
from postmortems.audit.services import record
from postmortems.live.services import ask_everybody_again
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue
from postmortems.organisation.kinds import INVITATION
from postmortems.organisation.lock import one_at_a_time
from postmortems.shared import clock


class AlreadyHere(Exception):
    """Somebody has this address."""


class LastAdministrator(Exception):
    """Without this person nobody would administer the organisation."""


class NotYourself(Exception):
    """They would be outside at once; another administrator can do it."""


@dataclass(frozen=True)
class Wish:
    """What an administrator says about a person."""

    name: str
    email: str
    teams: Sequence[Team] = field(default_factory=list)
    is_facilitator: bool = False
    is_administrator: bool = False
    is_auditor: bool = False


@transaction.atomic
def invite(*, actor: User | None, wish: Wish) -> User:
    """An account without a password, and a mail with a link that sets one. Raises AlreadyHere. Without an actor they
    asked themselves.

    The same wish again, before they joined, is a double click: it gives the same person and sends nothing.
    """
    one_at_a_time()
    existing = User.objects.filter(email__iexact=wish.email).first()
    if existing:
        if existing.has_joined or existing.display_name != wish.name:
            raise AlreadyHere
        return existing
    person = User.objects.create_user(
        wish.email,
        display_name=wish.name,
        **Organisation.current().for_somebody_new,
        is_facilitator=wish.is_facilitator,
        is_administrator=wish.is_administrator,
        is_auditor=wish.is_auditor,
    )
    _set_teams(person, wish.teams)
    record(verb="invited", chain=f"person:{person.pk}", actor=actor, fields=("email", "name", "teams", "roles"))
    _send_invitation(person)
    return person


@transaction.atomic
def invite_all(*, actor: User, wishes: Iterable[Wish]) -> int:
    """Everybody or, when somebody came between, nobody (AlreadyHere); how many there were."""
    return len([invite(actor=actor, wish=wish) for wish in wishes])


@transaction.atomic
def invite_again(*, actor: User | None, person: User) -> None:
    """One more mail with a fresh link. Somebody who joined, or may not sign in, gets none."""
    if person.has_joined or not person.is_active:
        return
    record(verb="invited again", chain=f"person:{person.pk}", actor=actor)
    _send_invitation(person)


def _send_invitation(person: User) -> None:
    today = clock.today(person.zone)
    sent = Delivery.objects.filter(kind=INVITATION, recipient=person, local_date=today).count()
    queue(
        kind=INVITATION,
        about=f"person:{person.pk}:{sent}",
        recipient=person,
        local_date=today,
        due_at=clock.now(),
    )


@transaction.atomic
def change_person(*, actor: User, person: User, wish: Wish) -> User:
    """Name, teams and roles; the address only until they joined, because whoever reads its mail can sign in.

    Raises LastAdministrator or AlreadyHere.
    """
    one_at_a_time()
    person = User.objects.select_for_update().get(pk=person.pk)
    wanted: dict[str, object] = {
        "display_name": wish.name,
        "is_facilitator": wish.is_facilitator,
        "is_administrator": wish.is_administrator,
        "is_auditor": wish.is_auditor,
    }
    if not person.has_joined:
        wanted["email"] = wish.email.lower()
        if User.objects.filter(email__iexact=wish.email).exclude(pk=person.pk).exists():
            raise AlreadyHere
    if person.is_administrator and not wish.is_administrator:
        _somebody_else_administers(person)
    changed = [name for name, value in wanted.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, wanted[name])
    if changed:
        person.save(update_fields=changed)
    _tell_open_pages(changed)
    if _set_teams(person, wish.teams):
        changed.append("teams")
    if changed:
        record(verb="changed", chain=f"person:{person.pk}", actor=actor, fields=tuple(changed))
    return person


def _tell_open_pages(changed: Iterable[str]) -> None:
    """An open page goes on with what its reader may do now."""
    if set(changed) & set(ROLES):
        ask_everybody_again()


def _set_teams(person: User, teams: Sequence[Team]) -> bool:
    """Put them into these teams only; whoever leads a team they stay in goes on leading. Whether anything changed."""
    here = set(person.memberships.filter(team__archived_at=None).values_list("team_id", flat=True))
    wanted = {team.pk for team in teams}
    if here - wanted:
        person.memberships.filter(team_id__in=here - wanted).delete()
        ask_everybody_again()
    Membership.objects.bulk_create([Membership(user=person, team_id=pk) for pk in wanted - here])
    return here != wanted


def _somebody_else_administers(person: User) -> None:
    if administers_alone(person):
        raise LastAdministrator


def administers_alone(person: User) -> bool:
    """Whether nobody else could put right what administrators put right."""
    others = User.objects.filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    return person.is_administrator and not any(other.has_joined for other in others)


@transaction.atomic
def make_inactive(*, actor: User, person: User) -> None:
    """They cannot sign in any more, and are signed out everywhere. What they wrote and promised stays as it is.

    Raises NotYourself or LastAdministrator.
    """
    one_at_a_time()
    if actor.pk == person.pk:
        raise NotYourself
    if person.is_administrator:
        _somebody_else_administers(person)
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        end_sessions(person)
        end_all_tokens(person)
        record(verb="made inactive", chain=f"person:{person.pk}", actor=actor, fields=("is_active",))


@transaction.atomic
def make_active(*, actor: User, person: User) -> None:
    """They may sign in again, with the password they had."""
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record(verb="made active", chain=f"person:{person.pk}", actor=actor, fields=("is_active",))


@transaction.atomic
def join(*, person: User, name: str, password: str, zone: str) -> bool:
    """Somebody takes up their invitation. False when the link was used a moment before."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.has_joined or not person.is_active:
        return False
    person.display_name, person.zone = name, zone
    person.set_password(password)
    person.save(update_fields=["display_name", "zone", "password"])
    record(verb="joined", chain=f"person:{person.pk}", actor=person)
    return True


@transaction.atomic
def save_preferences(*, person: User, values: dict[str, object]) -> None:
    """Store what somebody says about themselves: name, time zone, working hours and days."""
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
        record(verb="changed", chain=f"person:{person.pk}", actor=person, fields=tuple(changed))


@transaction.atomic
def quieten(*, person: User, topics: Iterable[str]) -> None:
    """Mail about these topics ends; it all stands in the app. Said again, it changes nothing."""
    standing = User.objects.select_for_update().get(pk=person.pk)
    save_preferences(person=standing, values={"quiet_topics": sorted({*standing.quiet_topics, *topics})})


@transaction.atomic
def sign_out_everywhere(*, person: User) -> None:
    end_sessions(person)
    record(verb="signed out everywhere", chain=f"person:{person.pk}", actor=person)
