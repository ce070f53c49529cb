"""Who comes in: the sign-up policy, asking for an invitation oneself, and what groups give."""

from django.db import transaction

from accounts.groups import GroupRule
from accounts.models import Organisation, Team, User
from accounts.services import ask_for_new_password
from postmortems.audit.services import record
from postmortems.mail.nudge import nudge
from postmortems.organisation.people import AlreadyHere, Wish, invite, invite_again
from postmortems.organisation.services import CHAIN, save_organisation


class OtherDomain(Exception):
    """The address is of no domain whose people may come in by themselves."""


@transaction.atomic
def save_policy(*, actor: User, sign_up: str, domains: list[str]) -> None:
    save_organisation(actor=actor, values={"sign_up": sign_up, "sign_up_domains": domains})


def ask_to_come_in(*, name: str, email: str) -> None:
    """A mail with a link for whoever reads mail at one of the domains. Raises OtherDomain.

    Somebody who is here already gets a link for a new password instead: what the page says is the same. Asked a second
    time, nothing is sent, and what an invitation takes is done and taken back: the time of the answer tells nobody who
    was invited (RELIABILITY bar 21).
    """
    organisation = Organisation.current()
    if email.rpartition("@")[2].lower() not in organisation.sign_up_domains:
        raise OtherDomain
    was_invited = User.objects.filter(email__iexact=email).exists()
    try:
        person = invite(actor=None, wish=Wish(name=name, email=email))
    except AlreadyHere:
        ask_for_new_password(email)
        return
    if was_invited:
        with transaction.atomic():
            invite_again(actor=None, person=person)
            transaction.set_rollback(True)
        nudge()


@transaction.atomic
def add_rule(*, actor: User, group: str, team: Team | None, role: str) -> None:
    """From the next sign-in on, this group gives this. Said again, it changes nothing."""
    _rule, is_new = GroupRule.objects.get_or_create(group=group, team=team, role=role)
    if is_new:
        record(verb="added group rule", chain=CHAIN, actor=actor, fields=(role or "team",))


@transaction.atomic
def remove_rule(*, actor: User, pk: int) -> None:
    """From now on this is decided by hand again; what the group gave so far stays until somebody takes it away."""
    if GroupRule.objects.filter(pk=pk).delete()[0]:
        record(verb="removed group rule", chain=CHAIN, actor=actor)
