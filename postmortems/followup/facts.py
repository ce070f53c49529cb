"""What the policy needs to know of action items, read in bounded batches."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.hours import hours_of_all
from accounts.models import Membership, Organisation, User
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.actions.states import OPEN, State
from postmortems.followup.models import ReminderRules
from postmortems.followup.policy import EFFECT, NEEDS_HOME, ROOM, STALE, STEPS, TICKET_CLOSED, Promised, Step
from postmortems.followup.rules import DEFAULTS, Rules
from postmortems.mail.models import Delivery
from postmortems.reviews.states import State as ReviewState
from postmortems.shared.hours import Hours
from postmortems.wording.policy import PUBLISHABLE

BATCH = 1000  # read at a time: memory stays bounded, and few queries are left
RELATED = ("owner", "team", "review__owner", "review__facilitator", "review__team")
MAILED = frozenset(step.kind for step in STEPS if not step.in_app)


@dataclass(frozen=True)
class Terms:
    """How this organisation wants to be asked."""

    organisation: Organisation
    rules: Rules = DEFAULTS

    @classmethod
    def current(cls) -> "Terms":
        """Two queries."""
        return cls(Organisation.current(), ReminderRules.current())

    @property
    def is_small(self) -> bool:
        return self.organisation.size == Organisation.Size.SMALL


def ahead(rules: Rules) -> dt.timedelta:
    """Somebody who works one day a week hears of a date so many weeks before it."""
    return dt.timedelta(weeks=rules.due_soon, days=2)


def behind(rules: Rules) -> dt.timedelta:
    """And is asked for so many weeks after it."""
    return dt.timedelta(weeks=rules.room) + STALE


def keeper_of(item: ActionItem) -> User | None:
    """Who is asked when nobody else can be: the owner of the review, or its facilitator."""
    review = item.review
    return next((person for person in (review.owner, review.facilitator) if person and person.is_active), None)


def asked_person(item: ActionItem) -> User | None:
    """Whose hours count: its owner's, or of who keeps the review where the owner has left."""
    return item.owner if item.owner and item.owner.is_active else keeper_of(item)


def about_day(step: Step, item: ActionItem) -> dt.date:
    """The day that a message of this step is about: the same day never asks twice."""
    if step is TICKET_CLOSED and item.asked_if_done_at:
        return item.asked_if_done_at.date()
    day = item.effect_check_on if step is EFFECT else item.due_on
    return day or item.written_at.date()


@dataclass
class Told:
    """The messages there were about one item: by kind, recipient and day."""

    rows: list[Delivery] = field(default_factory=list)

    def kinds(self, item: ActionItem) -> dict[str, dt.datetime]:
        """When each kind was sent about the item's present day to its present owner, or to others instead of them."""
        if not self.rows:
            return {}
        days = {step.kind: about_day(step, item) for step in STEPS}
        elsewhere = (ROOM.kind, NEEDS_HOME.kind)
        mine = [row for row in self.rows if row.recipient_id == item.owner_id or row.kind in elsewhere]
        return {row.kind: row.due_at for row in mine if days.get(row.kind) == row.local_date}

    def mailed(self, item: ActionItem) -> list[dt.datetime]:
        """When the present owner was asked about it, whichever day it was about."""
        return [row.due_at for row in self.rows if row.recipient_id == item.owner_id and row.kind in MAILED]


def promised(item: ActionItem, told: Told, hours: Hours, *, is_small: bool = False) -> Promised:
    """The item as the policy sees it."""
    mailed = told.mailed(item)
    return Promised(
        state=item.state,
        hours=hours,
        touched_at=item.touched_at,
        due_on=item.due_on,
        has_home=item.owner is not None and item.owner.is_active,
        room_asked_at=item.room_asked_at,
        room_in_list=is_small,
        snoozed_until=item.snoozed_until,
        ticket_closed_at=item.asked_if_done_at,
        effect_check_on=item.effect_check_on,
        told=told.kinds(item),
        told_at=max(mailed, default=None),
        unanswered=sum(at > item.touched_at for at in mailed),
    )


def askable() -> QuerySet[ActionItem]:
    """What people may be asked about. Words that wait for a facilitator are not sent to anybody; a closed review lets
    go.
    """
    rows = ActionItem.objects.alive().filter(owner__isnull=False, sentence_state__in=PUBLISHABLE)
    rows = rows.filter(review__deleted_at=None).exclude(review__state=ReviewState.CLOSED)
    return rows.select_related(*RELATED)


def candidates(
    now: dt.datetime, terms: Terms, *, further: dt.timedelta = dt.timedelta()
) -> Iterator[list[tuple[ActionItem, Promised]]]:
    """The items that somebody may have to be asked about by `now` + `further`, a batch at a time."""
    today, until = now.date(), now.date() + ahead(terms.rules) + further
    early = behind(terms.rules)
    lately = Q(due_on__gte=today - early) | Q(touched_at__gte=now - early)
    is_new = Q(state=State.OFFERED, touched_at__gte=now - STALE) | Q(room_asked_at__gte=now - STALE)
    goes_on = Q(asked_if_done_at=None) & (is_new | (Q(due_on__lte=until) & lately))
    has_ended = Q(owner__is_active=False) | Q(asked_if_done_at__gte=now - STALE)
    is_open = Q(state__in=OPEN) & (has_ended | goes_on)
    is_checked = Q(state=State.DONE, effect_check_on__range=(today - 2 * STALE, until))
    near, last = askable().filter(is_open | is_checked), 0
    # Looked up a batch, not joined: among many items the same few people and reviews come again and again.
    near = near.select_related(None).prefetch_related(*RELATED)
    while batch := list(near.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield known_of(batch, terms)
        last = batch[-1].pk


def known_of(batch: list[ActionItem], terms: Terms) -> list[tuple[ActionItem, Promised]]:
    """These items with what the policy needs to know, but for those about which nobody can be asked."""
    asked = [(item, person) for item in batch if (person := asked_person(item))]
    told, hours = told_about(batch), hours_of_all((person for _item, person in asked), terms.organisation)
    return [
        (item, promised(item, told[target_of(item)], hours[person.pk], is_small=terms.is_small))
        for item, person in asked
    ]


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
