"""Asking people about what they promised and what they keep. Run twice, or by two clocks, it does no more."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from accounts.hours import hours_of_all
from accounts.models import User
from postmortems.actions.checks import pass_over
from postmortems.actions.decisions import ask_for_room
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import target_of
from postmortems.followup import review_facts
from postmortems.followup.facts import Terms, about_day, candidates, keeper_of, leads_of
from postmortems.followup.lists import queue_lists
from postmortems.followup.policy import ROOM, Asked, To, next_asked
from postmortems.followup.review_facts import Pool, about_question, about_review, began_on, owner_of
from postmortems.followup.stuck import QUESTION, Waiting, next_asked_of_review, question_asked
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all, replace_notices
from postmortems.reports.reminding import remind_of_reports
from postmortems.reviews.models import Review
from postmortems.shared import clock


def remind() -> None:
    """Put every message whose time has come into the outbox."""
    now, terms = clock.now(), Terms.current()
    pass_over(now.date())
    for batch in candidates(now, terms):
        known = [(item, found) for item, facts in batch if (found := next_asked(facts, now=now, rules=terms.rules))]
        if asked := [(item, found) for item, found in known if found.at <= now]:
            _ask(asked, now=now, is_small=terms.is_small)
    _ask_about_reviews(now, terms)
    _ask_about_questions(now, terms)
    queue_lists(now, terms)
    remind_of_reports(now)


@transaction.atomic
def _ask(asked: list[tuple[ActionItem, Asked]], *, now: dt.datetime, is_small: bool) -> None:
    for_room = [item for item, found in asked if found.step is ROOM]
    leads = leads_of(for_room) if for_room else {}
    for item in for_room:
        ask_for_room(action=item)
    mailed = [pair for pair in asked if not (pair[1].step is ROOM and is_small)]  # there the list of the week says it
    rows = [row for item, found in mailed for row in _rows(item, found, leads.get(item.pk, []), now)]
    replace_notices(rows)
    queue_all(rows)


def _rows(item: ActionItem, found: Asked, leads: list[User], now: dt.datetime) -> Iterator[Delivery]:
    """One row a recipient and day: `local_date` is the date it is about, so that the same date never asks twice."""
    for person in recipients(found.to, item, leads=leads):
        yield Delivery(
            kind=found.step.kind,
            about=target_of(item),
            recipient=person,
            local_date=about_day(found.step, item),
            due_at=now,
        )


def recipients(to: To, item: ActionItem, *, leads: list[User]) -> list[User]:
    """Whom a step asks, each once; who keeps the review where nobody leads the team."""
    keeper = keeper_of(item)
    asked: dict[To, list[User | None]] = {
        To.OWNER: [item.owner],
        To.OWNER_AND_KEEPER: [item.owner, keeper],
        To.KEEPER: [keeper],
        To.TEAM: [*leads] or [keeper],
    }
    return list(dict.fromkeys(person for person in asked[to] if person and person.is_active))


def _ask_about_reviews(now: dt.datetime, terms: Terms) -> None:
    pool = Pool.current()
    for batch in review_facts.candidates(now, terms.rules, pool):
        rows = [row for review, facts in batch for row in _review_rows(review, facts, now, terms, pool)]
        if rows:
            replace_notices(rows)
            queue_all(rows)


def _review_rows(review: Review, facts: Waiting, now: dt.datetime, terms: Terms, pool: Pool) -> Iterator[Delivery]:
    found = next_asked_of_review(facts, now=now, rules=terms.rules)
    day = began_on(found.step, facts) if found and found.at <= now else None
    if found is None or day is None:
        return
    owner = owner_of(review)
    people = [owner] if owner and found.to is To.KEEPER else pool.of(review)
    for person in people:
        yield Delivery(kind=found.step.kind, about=about_review(review), recipient=person, local_date=day, due_at=now)


def _ask_about_questions(now: dt.datetime, terms: Terms) -> None:
    waiting = [(question, owner_of(question.review) or question.review.facilitator) for question in
               review_facts.open_questions(now, terms.rules)]  # fmt: skip
    asked = [(question, person) for question, person in waiting if person and person.is_active]
    hours, rows = hours_of_all(person for _question, person in asked) if asked else {}, []
    for question, person in asked:
        found = question_asked(hours[person.pk], question.asked_at, now=now, rules=terms.rules)
        if found and found.at <= now:
            day = hours[person.pk].day_of(question.asked_at)
            row = Delivery(kind=QUESTION.kind, about=about_question(question), recipient=person, local_date=day)
            row.due_at = now
            rows.append(row)
    queue_all(rows)
