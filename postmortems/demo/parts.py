"""What a demo review is made of: its events, its factors, its action items."""

import datetime as dt
from typing import Any

from accounts.models import User
from postmortems.actions.checks import note_effect, plan_checks
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.states import Effect
from postmortems.exports.sealing import Sealing
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.reading_for import date_words
from postmortems.shared.text import render
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.disputes import ask, hold

Rows = list[dict[str, Any]]
A_DAY = dt.timedelta(days=1)


def make_events(rows: Rows, *, review: Review, author: User) -> list[TimelineEvent]:
    """The story in the order of the file; the factors point at it by place."""
    made = [
        TimelineEvent(
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
    kept: list[TimelineEvent] = TimelineEvent.objects.bulk_create(made)
    return kept


def make_factors(
    rows: Rows, *, review: Review, events: list[TimelineEvent], people: dict[str, User]
) -> list[ContributingFactor]:
    """The conditions. `held_by` names who asked the facilitator to look at a sentence that the guard refused."""
    sealing = Sealing.now()
    return [
        _factor(row, position=place, review=review, events=events, people=people, sealing=sealing)
        for place, row in enumerate(rows, start=1)
    ]


def _factor(
    row: dict[str, Any],
    *,
    position: int,
    review: Review,
    events: list[TimelineEvent],
    people: dict[str, User],
    sealing: Sealing,
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
    )
    sealing.put(factor, "sentence", row["says"])
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
    """The action items. `due`, `first_due`, `done` and `moved_from` count working days of their owner from today; one
    without an owner counts in those of the review's owner.
    """
    sealing = Sealing.now()
    for row in rows:
        owner = people[row["owner"]] if "owner" in row else None
        action = _action(row, review=review, owner=owner, sealing=sealing)
        action.factors.set([factors[place - 1] for place in row["factors"]])
        _moves(row, action)


def _action(row: dict[str, Any], *, review: Review, owner: User | None, sealing: Sealing) -> ActionItem:
    person: Any = owner or review.owner
    due, now = _working_day(row["due"], person), clock.now()
    action = ActionItem(
        review=review,
        done_when=row["done_when"],
        type=row["type"],
        strength=row["strength"],
        reach=row["reach"],
        owner=owner,
        team=review.team,
        state=row["state"],
        reason=row.get("reason", ""),
        in_the_way=row.get("in_the_way", ""),
        due_on=due,
        first_due_on=_working_day(row["first_due"], person) if "first_due" in row else due,
        room_asked_at=now - dt.timedelta(days=row["room_asked_days"]) if "room_asked_days" in row else None,
        accepted_at=review.filed_at if row["state"] in ("accepted", "blocked", "done") else None,
        touched_at=now - dt.timedelta(days=row.get("silent_days", 1)),
        written_by=review.owner,
        written_at=review.filed_at,
    )
    sealing.put(action, "sentence", row["says"])
    action.done_on = _working_day(row["done"], person) if "done" in row else None
    action.first_done_on = action.done_on
    action.save(force_insert=True)
    _finish(row, action, person)
    return action


def _finish(row: dict[str, Any], action: ActionItem, person: User) -> None:
    """When it is asked whether it helped, and what was answered."""
    if action.done_on is None:
        return
    plan_checks(action, done_on=action.done_on)
    action.save(update_fields=["effect_check_on"])
    if "effect" in row:
        on = _day_of_the_word(action, row["effect"], person)
        note = row["effect_note"].replace("{month}", _month_between(action.done_on, on))
        note_effect(item=action, effect=row["effect"], actor=person, note=note, on=on)


def _month_between(done_on: dt.date, said_on: dt.date) -> str:
    """In which something was seen: half way from the day it was done to the day it was told."""
    return date_words(done_on + (said_on - done_on) / 2, "F")


def _day_of_the_word(action: ActionItem, effect: str, person: User) -> dt.date:
    """The working day after it was asked: the first time for a clear answer, the last time for one that is still out.
    What was not asked yet was said yesterday.
    """
    yesterday = clock.today(person.zone) - A_DAY
    asked = [check.planned_on for check in action.checks.all() if check.planned_on <= yesterday]
    if not asked:
        return yesterday
    return min(yesterday, clock.add_working_days(asked[-1 if effect == Effect.CANNOT_TELL else 0], 1, person.work_days))


def _moves(row: dict[str, Any], action: ActionItem) -> None:
    """How its date came to be what it is."""
    if "moved_from" not in row or action.due_on is None:
        return
    Replan.objects.create(
        action=action,
        was_on=_working_day(row["moved_from"], action.owner or action.written_by),  # type: ignore[arg-type]
        now_on=action.due_on,
        in_the_way=row.get("in_the_way", ""),
        note=row.get("reason", ""),
        moved_by=action.owner,
        moved_at=action.touched_at,
    )


def _working_day(count: int, person: User) -> dt.date:
    return clock.add_working_days(clock.today(person.zone), count, person.work_days)
