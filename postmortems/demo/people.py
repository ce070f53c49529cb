"""The demonstration's people and teams as rows."""

from accounts.models import Membership, Organisation, Team, User
from postmortems.demo.accounts import EVERYBODY, PASSWORD, Account
from postmortems.shared import clock

SUPPORT = """\
- **After a night**: the next morning is yours. Nobody asks for a reason.
- **Somebody to talk to**: Mina Okafor, or any colleague who knows nights like that one.
- **Outside the house**: the counselling service that the organisation pays for and hears nothing from.
"""


def make_people() -> dict[str, User]:
    """Everybody by the key that the stories use. Whoever is there already stays as they are."""
    defaults = {"zone": "Europe/Berlin", "set_up_at": clock.now(), "support": SUPPORT}
    Organisation.objects.get_or_create(pk=1, defaults=defaults)
    return {account.key: _person(account) for account in EVERYBODY}


def _person(account: Account) -> User:
    found = User.objects.filter(email=account.email).first()
    return found or _new_person(account)


def _new_person(account: Account) -> User:
    user = User.objects.create_user(
        account.email,
        PASSWORD,
        display_name=account.name,
        zone=account.zone,
        work_starts=account.starts,
        work_ends=account.ends,
        is_facilitator=account.facilitates,
        is_administrator=account.administers,
        is_auditor=account.audits,
    )
    if account.team:
        role = Membership.Role.LEAD if account.leads else Membership.Role.MEMBER
        Membership.objects.create(user=user, team=make_team(account.team), role=role)
    return user


def make_team(name: str) -> Team:
    team, _ = Team.objects.get_or_create(name=name, defaults={"slug": name.lower()})
    return team
