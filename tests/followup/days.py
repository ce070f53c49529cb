"""Many days of the real thing: rows, `remind`, the sender, an hour's error of the clock now and then, beside what an
independent reading of the policy expects. Used by `make prove`: 40 days with QUICK=1, 400 without.
"""

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass

import time_machine

from accounts.models import Membership, Organisation, Team, User
from postmortems.actions.models import ActionItem
from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.shared import clock
from postmortems.shared.public_holidays import days_in
from tests.factories import ActionFactory, ReviewFactory, UserFactory
from tests.followup.reading import Life, Line

START = dt.datetime(2027, 12, 6, 12, 1, tzinfo=dt.UTC)  # a leap day, two ends of a year, all changes of the clock
PLACES = {"Europe/Berlin": "DE", "America/New_York": "US", "Australia/Lord_Howe": "AU", "Africa/Casablanca": "MA"}
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Outcome:
    """How many messages there were, and how they differ from what was expected."""

    messages: int
    doubled: int
    skipped: int
    unexpected: int

    @property
    def is_good(self) -> bool:
        return self.messages > 0 and self.doubled == self.skipped == self.unexpected == 0


def live(days: int, *, items: int, seed: int = 8) -> Outcome:
    """Every two hours of so many days in four zones; nobody ever answers."""
    rng = random.Random(seed)
    with time_machine.travel(START, tick=False):
        promises = [promise for zone in PLACES for promise in _promises(zone, days, items, rng)]
    for number in range(days * 12):
        at = START + number * 2 * HOUR
        if rng.random() < 0.1:
            _look(at + rng.choice([-HOUR, HOUR]))
        _look(at)
    return _compare(promises, START.date() + dt.timedelta(days=days))


def _look(at: dt.datetime) -> None:
    with time_machine.travel(at, tick=False):
        remind()
        deliver_all_due()


def _promises(zone: str, days: int, items: int, rng: random.Random) -> list[ActionItem]:
    Organisation.objects.update_or_create(pk=1, defaults={"size": Organisation.Size.LARGE})
    quiet = {"zone": zone, "holiday_place": PLACES[zone], "quiet_topics": [Topic.LIST, Topic.LETTER]}
    team, _is_new = Team.objects.get_or_create(name=zone, slug=zone.replace("/", "-").lower())
    lead, keeper, owner = (UserFactory(display_name=f"{who} {zone}", **quiet) for who in ("Lead", "Keeper", "Owner"))
    Membership.objects.create(user=lead, team=team, role=Membership.Role.LEAD)
    review = ReviewFactory(owner=keeper, team=team, depth="note", state="published", published_at=START)
    due = [START.date() + dt.timedelta(days=rng.randrange(4, days)) for _ in range(items)]
    return [ActionFactory(review=review, owner=owner, state="accepted", due_on=day) for day in due]


def _compare(promises: list[ActionItem], until: dt.date) -> Outcome:
    rows: dict[str, list[Delivery]] = defaultdict(list)
    for row in Delivery.objects.filter(kind__startswith="action_").select_related("recipient"):
        rows[row.about].append(row)
    doubled = skipped = unexpected = messages = 0
    for item in promises:
        found = rows[f"action:{item.pk}"]
        heard = {(_day(row), row.kind.removeprefix("action_"), _role(row, item.owner)) for row in found}
        expected = {line for told in _life(item).read(until) for line in _each(told) if told[0] < until}
        messages, doubled = messages + len(found), doubled + len(found) - len(heard)
        skipped += len(expected - heard)
        unexpected += len({line for line in heard - expected if line[0] < until})
    return Outcome(messages, doubled, skipped, unexpected)


def _life(item: ActionItem) -> Life:
    free = frozenset().union(*(days_in(item.owner.holiday_place, year) for year in range(2027, 2031)))
    zone = item.owner.zone
    return Life(item.due_on, clock.local(START, zone).date(), lambda day: day.isoweekday() < 6 and day not in free)


def _each(told: Line) -> list[Line]:
    """One line for each who hears it."""
    day, what, to = told
    return [(day, what, who) for who in ("owner", "keeper", "team") if who in to]


def _day(row: Delivery) -> dt.date:
    return clock.local(row.due_at, row.recipient.zone).date()


def _role(row: Delivery, owner: User) -> str:
    if row.recipient_id == owner.pk:
        return "owner"
    return "team" if row.recipient.display_name.startswith("Lead") else "keeper"
