"""Asking people about what they promised."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from accounts.models import Organisation, User
from postmortems.actions.decisions import ask_for_room
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.followup.facts import about_day, candidates, hours_of, keeper_of, leads_of
from postmortems.followup.hours import next_working_moment, week_opens
from postmortems.followup.policy import ROOM, Step, To, next_asked
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all, replace_notices
from postmortems.shared import clock


def remind() -> None:
    """Put every message whose time has come into the outbox. Run twice, or by two clocks, it does no more."""
    now, is_small = clock.now(), _is_small()
    for batch in candidates(now):
        asked = [
            (item, found.step) for item, known in batch if (found := next_asked(known, now=now)) and found.at <= now
        ]
        if asked:
            _ask(asked, now=now, is_small=is_small)


@transaction.atomic
def _ask(asked: list[tuple[ActionItem, Step]], *, now: dt.datetime, is_small: bool) -> None:
    for_room = [item for item, step in asked if step is ROOM]
    leads = leads_of(for_room) if for_room and not is_small else {}
    for item in for_room:
        ask_for_room(action=item)
    rows = [row for item, step in asked for row in _rows(item, step, leads.get(item.pk, []), now, is_small)]
    replace_notices(rows)
    queue_all(rows)


def _rows(item: ActionItem, step: Step, leads: list[User], now: dt.datetime, is_small: bool) -> Iterator[Delivery]:
    """One row a recipient and day: `local_date` is the date it is about, so that the same date never asks twice."""
    for person in recipients(step, item, leads=leads):
        waits_for_monday = step is ROOM and is_small
        opens = (week_opens if waits_for_monday else next_working_moment)(now, hours_of(person))
        yield Delivery(
            kind=step.kind, about=target_of(item), recipient=person, local_date=about_day(step, item), due_at=opens
        )


def recipients(step: Step, item: ActionItem, *, leads: list[User]) -> list[User]:
    """Whom this step asks, each once. Without a lead, or in a small organisation: who keeps the review."""
    keeper = keeper_of(item)
    asked: dict[To, list[User | None]] = {
        To.OWNER: [item.owner],
        To.OWNER_AND_KEEPER: [item.owner, keeper],
        To.KEEPER: [keeper],
        To.TEAM: [*leads] or [keeper],
    }
    return list(dict.fromkeys(person for person in asked[step.to] if person and person.is_active))


def _is_small() -> bool:
    return Organisation.current().size == Organisation.Size.SMALL
