"""Groups as the directory tells of them. What belonging to one gives is said by the same rules that signing in asks
(accounts/groups.py), through the same service.
"""

from collections.abc import Collection

from django.db import transaction

from accounts.directory import DirectoryGroup, rules_about, told_groups
from accounts.models import User
from accounts.token_model import Token
from accounts.tokens import TARGET
from postmortems.audit.services import record
from postmortems.organisation.services import CHAIN
from postmortems.organisation.sso import apply_groups
from postmortems.shared import clock


@transaction.atomic
def keep_group(
    *, token: Token, group: DirectoryGroup | None, name: str, external_id: str, members: Collection[int]
) -> DirectoryGroup:
    """A new group, or one that is called otherwise or has other members. It counts at once for whom it concerns."""
    now, is_new = clock.now(), group is None
    group = group or DirectoryGroup(made_at=now)
    key = group.key
    group.name, group.external_id, group.told_at = name[:200], external_id, now
    group.save()
    before = set() if is_new else set(group.members.values_list("pk", flat=True))
    group.members.set(members)
    concerned = before | set(members) if key != group.key else before ^ set(members)
    if concerned or is_new:
        _note(token, group, "group of the directory")
    _give(concerned, {key, group.key})
    return group


@transaction.atomic
def forget_group(*, token: Token, group: DirectoryGroup) -> None:
    """Deleted there: it gives nothing any more."""
    concerned, key = set(group.members.values_list("pk", flat=True)), group.key
    _note(token, group, "group ended in the directory")
    group.delete()
    _give(concerned, {key})


def leave_all_groups(person: User) -> None:
    _mine, _all = told_groups(person.pk)
    person.directory_groups.clear()
    _give({person.pk}, _all)


def _give(people: Collection[int], keys: Collection[str]) -> None:
    """Ask the rules about these groups again, for these people. What other groups give was said at signing in."""
    if not people or not rules_about(keys).exists():
        return
    for person in User.objects.filter(pk__in=people).order_by("pk").select_for_update():
        mine, told = told_groups(person.pk)
        apply_groups(person, mine, rules=rules_about(told | set(keys)))


def _note(token: Token, group: DirectoryGroup, verb: str) -> None:
    record(verb=verb, chain=CHAIN, actor=token.owner, target=f"{TARGET}{token.pk}", fields=("members",))
