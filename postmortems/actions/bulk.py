"""One change of many action items at once, all of it or nothing, and all of it undone at once."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Team, User
from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.decisions import hand_over, replan
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.noting import CannotAnswer, locked, tell
from postmortems.actions.services import answer_action
from postmortems.shared import clock

OWNER, TEAM, DATE, CLOSE = "owner", "team", "date", "close"
MOST = 200  # items in one change: what a request can lock and show
# What a change may touch; kept as it was before.
KEPT = (
    *("owner_id", "team_id", "due_on", "first_due_on", "state", "reason", "in_the_way", "accepted_at", "room_asked_at"),
    *("snoozed_until", "snoozed", "asked_if_done_at", "duplicate_of_id"),
)


@transaction.atomic
def change_many(
    *,
    items: Sequence[ActionItem],
    what: str,
    actor: User,
    form_key: uuid.UUID,
    owner: User | None = None,
    team: Team | None = None,
    due_on: dt.date | None = None,
    reason: str = "",
) -> BulkChange:
    """Change every one of these, or none: CannotAnswer when one has moved on. The same form again changes nothing."""
    if found := BulkChange.objects.filter(form_key=form_key, actor=actor).first():
        return found
    made_at, before = clock.now(), {}
    for item in sorted(items, key=lambda one: one.pk):  # in one order, so that two changes never wait for each other
        standing = locked(item)
        before[str(item.pk)] = {name: getattr(standing, name) for name in KEPT}
        if what == OWNER:
            hand_over(item=standing, to=owner, actor=actor, note=reason)
        elif what == TEAM and team is not None:
            _give_to_team(standing, team, actor)
        elif what == DATE and due_on is not None:
            replan(item=standing, to=due_on, actor=actor, note=reason)
        elif what == CLOSE:
            _close(standing, actor, reason)
        else:
            raise CannotAnswer(_("That change is not known here."))
    touched = dict(ActionItem.objects.filter(pk__in=[item.pk for item in items]).values_list("pk", "touched_at"))
    kept = {pk: values | {"touched_at": touched[int(pk)]} for pk, values in before.items()}
    told = json.loads(DjangoJSONEncoder().encode(kept))
    return BulkChange.objects.create(actor=actor, what=what, before=told, made_at=made_at, form_key=form_key)


def _close(standing: ActionItem, actor: User, reason: str) -> None:
    if standing.state in ("declined", "done"):
        raise CannotAnswer(_("One of them is over already: %(what)s") % {"what": standing.sentence})
    answer_action(item=standing, answer="decline", actor=actor, reason=reason)


def _give_to_team(standing: ActionItem, team: Team, actor: User) -> None:
    standing.team, standing.touched_at = team, clock.now()
    standing.save(update_fields=["team", "touched_at"])
    tell(standing, "gave it to another team", actor, fields=("team",))


@transaction.atomic
def undo(*, change: BulkChange, actor: User) -> int:
    """Put every one back as it was; how many. One that somebody spoke about since stays as they left it. Done again, it
    changes nothing.
    """
    row = BulkChange.objects.select_for_update().get(pk=change.pk)
    if row.undone_at is not None or row.actor_id != actor.pk:
        return 0
    back = 0
    for pk, values in sorted(row.before.items(), key=lambda one: int(one[0])):
        standing, touched = locked(ActionItem(pk=int(pk))), values.pop("touched_at")
        if standing.deleted_at is None and _same_moment(standing.touched_at, touched):
            _put_back(standing, values, actor)
            Replan.objects.filter(action=standing, moved_by=actor, moved_at__gte=row.made_at).delete()
            back += 1
    row.undone_at = clock.now()
    row.save(update_fields=["undone_at"])
    return back


def _put_back(standing: ActionItem, values: dict[str, Any], actor: User) -> None:
    for name, value in values.items():
        field: Any = ActionItem._meta.get_field(name.removesuffix("_id"))
        setattr(standing, name, value if value is None or field.is_relation else field.to_python(value))
    standing.touched_at = clock.now()
    standing.save(update_fields=[*(name.removesuffix("_id") for name in values), "touched_at"])
    tell(standing, "undid a change of many", actor, fields=tuple(values))


def _same_moment(moment: dt.datetime, told: str) -> bool:
    """Whether this is the touch that the change left; JSON keeps milliseconds."""
    return abs(moment - dt.datetime.fromisoformat(told)) < dt.timedelta(milliseconds=1)
