"""What a demo review is made of: its events, its factors, its action items."""

import datetime as dt
from typing import Any

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.disputes import ask, hold

Rows = list[dict[str, Any]]


def make_events(rows: Rows, *, review: Review, author: User) -> list[TimelineEvent]:
    """The story in the order of the file; the factors point at it by place."""
    return [
        TimelineEvent.objects.create(
            review=review,
            occurred_at=row["at"],
            is_about=row.get("about", False),
            kind=row["kind"],
            source=row.get("source", "manual"),
            is_starred=row.get("starred", False),
            body=row["says"],
            html=render(row["says"]),
            written_by=author,
            written_at=review.filed_at,
        )
        for row in rows
    ]


def make_factors(
    rows: Rows, *, review: Review, events: list[TimelineEvent], people: dict[str, User]
) -> list[ContributingFactor]:
    """The conditions. `held_by` names who asked the facilitator to look at a sentence that the guard refused."""
    return [
        _factor(row, position=place, review=review, events=events, people=people)
        for place, row in enumerate(rows, start=1)
    ]


def _factor(
    row: dict[str, Any], *, position: int, review: Review, events: list[TimelineEvent], people: dict[str, User]
) -> ContributingFactor:
    factor = ContributingFactor(
        review=review,
        sign=row["sign"],
        code=row.get("code", ""),
        level=row.get("level", ""),
        confidence=row.get("confidence", "guess"),
        accepted_because=row.get("accepted_because", ""),
        is_known_bet=row.get("known_bet", False),
        position=position,
        written_by=review.owner,
        written_at=review.filed_at,
        sentence=row["says"],
    )
    asker = people[row["held_by"]] if "held_by" in row else None
    if asker:
        factor.written_by = asker
        hold(factor, field="sentence", words=row["says"])
    factor.save()
    factor.events.set([events[place - 1] for place in row["events"]])
    if asker:
        ask(factor, field="sentence", target=f"factor:{factor.pk}", author=asker)
    return factor


def make_actions(rows: Rows, *, review: Review, factors: list[ContributingFactor], people: dict[str, User]) -> None:
    """The action items. `due`, `first_due` and `done` count working days of their owner from today."""
    for row in rows:
        _action(row, review=review, factors=factors, owner=people[row["owner"]])


def _action(row: dict[str, Any], *, review: Review, factors: list[ContributingFactor], owner: User) -> None:
    due = _working_day(row["due"], owner)
    action = ActionItem.objects.create(
        review=review,
        sentence=row["says"],
        done_when=row["done_when"],
        type=row["type"],
        strength=row["strength"],
        reach=row["reach"],
        owner=owner,
        team=review.team,
        state=row["state"],
        reason=row.get("reason", ""),
        due_on=due,
        first_due_on=_working_day(row["first_due"], owner) if "first_due" in row else due,
        done_on=_working_day(row["done"], owner) if "done" in row else None,
        accepted_at=review.filed_at if row["state"] in ("accepted", "blocked", "done") else None,
        touched_at=clock.now() - dt.timedelta(days=row.get("silent_days", 1)),
        written_by=review.owner,
        written_at=review.filed_at,
    )
    action.factors.set([factors[place - 1] for place in row["factors"]])


def _working_day(count: int, person: User) -> dt.date:
    return clock.add_working_days(clock.today(person.zone), count, person.work_days)
