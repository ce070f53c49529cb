"""What would go out in the coming week if nobody answered anything, under rules that may not be saved yet: how much of
what, never about whom or what.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.hours import hours_of_all
from postmortems.actions.models import ActionItem
from postmortems.followup import policy, review_facts, stuck
from postmortems.followup.facts import Terms, candidates, leads_of
from postmortems.followup.lists import LETTER, LIST, LOOK_BACK, letter_day, letters_in, readers
from postmortems.followup.policy import Asked, Promised, next_asked
from postmortems.followup.review_facts import Pool, owner_of
from postmortems.followup.services import recipients
from postmortems.followup.stuck import next_asked_of_review
from postmortems.shared import clock

WEEK = dt.timedelta(days=7)
MOST = 2000  # action items that are looked at; a larger organisation sees the first of them
LABELS: Mapping[str, str | Promise] = {
    policy.OFFERED.kind: _("offered: would you take it on?"),
    policy.DUE_SOON.kind: _("a date comes near"),
    policy.DUE.kind: _("its day is today"),
    policy.IN_THE_WAY.kind: _("what is in the way?"),
    policy.REPLAN.kind: _("shall we re-plan?"),
    policy.ROOM_SOON.kind: _("tomorrow its team is asked (in the app only)"),
    policy.ROOM.kind: _("its team: room or a decision"),
    policy.NEEDS_HOME.kind: _("needs a home"),
    policy.TICKET_CLOSED.kind: _("its ticket is closed: done?"),
    policy.EFFECT.kind: _("did it help?"),
    stuck.UNDECIDED.kind: _("how much review is it worth?"),
    stuck.GATHERING.kind: _("shall we meet?"),
    stuck.LATE.kind: _("what keeps it from being shared?"),
    LIST: _("the list of the week"),
    LETTER: _("the letter of the month"),
    LOOK_BACK: _("the look-back on the quarter"),
}


@dataclass
class Day:
    """One day of the week: what would be said how often, and in how many mails."""

    date: dt.date
    counts: Counter[str] = field(default_factory=Counter)
    readers: set[int] = field(default_factory=set)

    @property
    def mails(self) -> int:
        return len(self.readers)

    @property
    def lines(self) -> list[tuple[str | Promise, int]]:
        return [(LABELS[kind], count) for kind, count in self.counts.most_common()]


@dataclass(frozen=True)
class Said:
    """One message to one person."""

    at: dt.datetime
    kind: str
    reader: int


def next_week(terms: Terms) -> list[Day]:
    """The coming seven days on the organisation's clock, without those on which nothing would go out."""
    days: dict[dt.date, Day] = {}
    for said in _all(clock.now(), terms):
        date = clock.local(said.at, terms.organisation.zone).date()
        day = days.setdefault(date, Day(date))
        day.counts[said.kind] += 1
        if said.kind != policy.ROOM_SOON.kind:
            day.readers.add(said.reader)
    return [days[date] for date in sorted(days)]


def _all(now: dt.datetime, terms: Terms) -> Iterator[Said]:
    seen = 0
    for batch in candidates(now, terms, further=WEEK):
        leads = leads_of(item for item, _facts in batch)
        for item, facts in batch:
            yield from _of_item(item, facts, leads, now, terms)
        if (seen := seen + len(batch)) >= MOST:
            break
    pool = Pool.current()
    for reviews in review_facts.candidates(now, terms.rules, pool):
        for review, waiting in reviews:
            found = next_asked_of_review(waiting, now=now, rules=terms.rules)
            if found and found.at < now + WEEK:
                people = [owner_of(review)] if found.to is policy.To.KEEPER else pool.of(review)
                yield from (Said(found.at, found.step.kind, person.pk) for person in people if person)
    yield from _lists(now, terms)


def _of_item(
    item: ActionItem, facts: Promised, leads: Mapping[int, list], now: dt.datetime, terms: Terms
) -> Iterator[Said]:
    """Its messages one after the other, each left without an answer."""
    at = now
    while (found := next_asked(facts, now=at, rules=terms.rules)) and found.at < now + WEEK:
        if not (found.step is policy.ROOM and terms.is_small):
            for person in recipients(found.to, item, leads=leads[item.pk]):
                yield Said(found.at, found.step.kind, person.pk)
        facts, at = left_open(facts, found), found.at


def left_open(facts: Promised, found: Asked) -> Promised:
    """The item after this message, which nobody answered."""
    is_owners = found.to in (policy.To.OWNER, policy.To.OWNER_AND_KEEPER) and not found.step.in_app
    return replace(
        facts,
        told={**facts.told, found.step.kind: found.at},
        told_at=found.at if is_owners else facts.told_at,
        unanswered=facts.unanswered + is_owners,
        room_asked_at=facts.room_asked_at or (found.at if found.step is policy.ROOM else None),
    )


def _lists(now: dt.datetime, terms: Terms) -> Iterator[Said]:
    people = defaultdict(set)
    for pk, hours in hours_of_all(readers(terms), terms.organisation).items():
        for number in range(8):
            day = hours.day_of(now) + dt.timedelta(days=number)
            if not now < hours.morning(day) <= now + WEEK:
                continue
            if hours.list_day(day, terms.rules.list_day) == day:
                people[LIST].add((pk, hours.morning(day)))
            for kind in letters_in(day, terms.rules) if letter_day(day, hours) == day else ():
                people[kind].add((pk, hours.morning(day)))
    yield from (Said(at, kind, pk) for kind, found in people.items() for pk, at in found)
