"""The first administrator, and the settings that hold for everybody."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User
from postmortems.audit.services import record
from postmortems.followup.models import ReminderRules
from postmortems.followup.rules import Rules
from postmortems.organisation.lock import one_at_a_time
from postmortems.shared import clock

CHAIN = "organisation:1"


class SomebodyWasFirst(Exception):
    """An account exists already: from here on people are invited."""


@dataclass(frozen=True)
class FirstPerson:
    name: str
    email: str
    password: str
    zone: str


@transaction.atomic
def create_first_administrator(wish: FirstPerson) -> User:
    """Make the one account that no other account invites. Of two at the same moment one gets SomebodyWasFirst."""
    one_at_a_time()
    if User.objects.exists():
        raise SomebodyWasFirst
    person = User.objects.create_superuser(
        wish.email, wish.password, display_name=wish.name, zone=wish.zone, is_facilitator=True
    )
    Organisation.objects.get_or_create(pk=1)
    record(verb="set up by", chain=CHAIN, actor=person)
    return person


@transaction.atomic
def save_organisation(*, actor: User, values: dict[str, Any]) -> Organisation:
    """Store the settings named in `values`; the others stay. Changing the size loses nothing."""
    Organisation.objects.get_or_create(pk=1)
    organisation = Organisation.objects.select_for_update().get(pk=1)
    changed = tuple(name for name, value in values.items() if getattr(organisation, name) != value)
    for name in changed:
        setattr(organisation, name, values[name])
    if changed:
        organisation.save(update_fields=changed)
        record(verb="changed settings", chain=CHAIN, actor=actor, fields=changed)
    return organisation


@transaction.atomic
def save_reminders(*, actor: User, rules: Rules, values: dict[str, Any]) -> None:
    """The numbers of the reminder policy, and the hour and holidays that hold for whoever chose none."""
    save_organisation(actor=actor, values=values)
    before = ReminderRules.current()
    changed = tuple(name for name, value in vars(rules).items() if getattr(before, name) != value)
    if changed:
        ReminderRules.objects.update_or_create(pk=1, defaults=vars(rules))
        record(verb="changed reminders", chain=CHAIN, actor=actor, fields=changed)


@transaction.atomic
def finish_setting_up(*, actor: User) -> None:
    """From now on nobody sees the first pages again. Asked twice it changes nothing."""
    Organisation.objects.get_or_create(pk=1)
    if Organisation.objects.filter(pk=1, set_up_at=None).update(set_up_at=clock.now()):
        record(verb="finished setting up", chain=CHAIN, actor=actor)
