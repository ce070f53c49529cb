"""What the policy needs to know, read in bounded batches."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.models import Membership, User
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.actions.states import OPEN, State
from postmortems.followup.hours import Hours
from postmortems.followup.policy import EFFECT, NEEDS_HOME, ROOM, STALE, STEPS, Promised, Step
from postmortems.mail.models import Delivery
from postmortems.reviews.states import State as ReviewState
from postmortems.wording.policy import PUBLISHABLE

BATCH = 200
# Somebody who works one day a week hears of a date five weeks before it, and is asked up to fifteen weeks after it.
AHEAD = dt.timedelta(weeks=max(-step.working_days for step in STEPS), days=2)
BEHIND = dt.timedelta(weeks=max(step.working_days for step in STEPS)) + STALE


def hours_of(user: User) -> Hours:
    return Hours(zone=user.zone, starts=user.work_starts, ends=user.work_ends, days=tuple(user.work_days))


def keeper_of(item: ActionItem) -> User | None:
    """Who is asked when nobody else can be: the owner of the review, or its facilitator."""
    review = item.review
    return next((person for person in (review.owner, review.facilitator) if person and person.is_active), None)


def about_day(step: Step, item: ActionItem) -> dt.date:
    """The day that a message of this step is about: the same day never asks twice."""
    day = item.effect_check_on if step is EFFECT else item.due_on
    return day or item.written_at.date()


@dataclass
class Told:
    """The messages there were about one item: by kind, recipient and day."""

    rows: list[Delivery] = field(default_factory=list)

    def kinds(self, item: ActionItem) -> frozenset[str]:
        """The kinds that were sent about the item's present day to its present owner, or to others instead of them."""
        days = {step.kind: about_day(step, item) for step in STEPS}
        elsewhere = (ROOM.kind, NEEDS_HOME.kind)
        mine = [row for row in self.rows if row.recipient_id == item.owner_id or row.kind in elsewhere]
        return frozenset(row.kind for row in mine if days.get(row.kind) == row.local_date)

    def last_at(self, item: ActionItem) -> dt.datetime | None:
        """When the present owner got the last one."""
        return max((row.due_at for row in self.rows if row.recipient_id == item.owner_id), default=None)


def promised(item: ActionItem, told: Told) -> Promised | None:
    """The item as the policy sees it; None when there is nobody whom it could ask."""
    asked = item.owner if item.owner and item.owner.is_active else keeper_of(item)
    if asked is None:
        return None
    return Promised(
        state=item.state,
        hours=hours_of(asked),
        touched_at=item.touched_at,
        due_on=item.due_on,
        has_home=asked == item.owner,
        room_asked_at=item.room_asked_at,
        effect_check_on=None if item.effect else item.effect_check_on,
        told=told.kinds(item),
        told_at=told.last_at(item),
    )


def askable() -> QuerySet[ActionItem]:
    """What people may be asked about. Words that wait for a facilitator are not sent to anybody; a closed review lets
    go.
    """
    rows = ActionItem.objects.alive().filter(owner__isnull=False, sentence_state__in=PUBLISHABLE)
    rows = rows.filter(review__deleted_at=None).exclude(review__state=ReviewState.CLOSED)
    return rows.select_related("owner", "team", "review__owner", "review__facilitator", "review__team")


def candidates(now: dt.datetime, *, ahead: dt.timedelta = AHEAD) -> Iterator[list[tuple[ActionItem, Promised]]]:
    """The items that somebody may have to be asked about by `now` + `ahead`, 200 at a time."""
    today = now.date()
    lately = Q(due_on__gte=today - BEHIND) | Q(touched_at__gte=now - BEHIND)
    is_new = Q(state=State.OFFERED, touched_at__gte=now - STALE) | Q(room_asked_at__gte=now - STALE)
    is_open = Q(state__in=OPEN) & (Q(owner__is_active=False) | is_new | (Q(due_on__lte=today + ahead) & lately))
    is_checked = Q(state=State.DONE, effect="", effect_check_on__range=(today - 2 * STALE, today + ahead))
    near, last = askable().filter(is_open | is_checked), 0
    while batch := list(near.filter(pk__gt=last).order_by("pk")[:BATCH]):
        told = told_about(batch)
        seen = [(item, promised(item, told[target_of(item)])) for item in batch]
        yield [(item, known) for item, known in seen if known is not None]
        last = batch[-1].pk


def told_about(items: Iterable[ActionItem]) -> dict[str, Told]:
    """The messages there were about each of these items; one query."""
    told: dict[str, Told] = defaultdict(Told)
    about = [target_of(item) for item in items]
    fields = ("about", "kind", "recipient_id", "local_date", "due_at")
    for row in Delivery.objects.filter(about__in=about, kind__in=[step.kind for step in STEPS]).only(*fields):
        told[row.about].rows.append(row)
    return told


def leads_of(items: Iterable[ActionItem]) -> dict[int, list[User]]:
    """Who speaks for the team of each item, by the item's key; one query."""
    team_of = {item.pk: item.team_id or item.review.team_id for item in items}
    rows = Membership.objects.filter(team__in=set(team_of.values()) - {None}, role=Membership.Role.LEAD)
    leads: dict[int, list[User]] = defaultdict(list)
    for row in rows.filter(user__is_active=True).select_related("user").order_by("pk"):
        leads[row.team_id].append(row.user)
    return {pk: leads.get(team, []) if team else [] for pk, team in team_of.items()}
