"""What the policy needs to know of reviews that may be stuck, and of questions that wait."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.hours import hours_of_all
from accounts.models import User
from postmortems.audit.models import AuditEntry
from postmortems.followup.policy import STALE, Step
from postmortems.followup.rules import Rules
from postmortems.followup.stuck import QUESTION, REVIEW_STEPS, Waiting, began_at
from postmortems.mail.models import Delivery
from postmortems.questions.models import Question
from postmortems.reviews.models import Depth, Review
from postmortems.reviews.states import SETTLED, State
from postmortems.shared.hours import Hours

BATCH = 1000


@dataclass(frozen=True)
class Pool:
    """Those who facilitate."""

    people: list[User]

    @classmethod
    def current(cls) -> "Pool":
        return cls(list(User.objects.filter(is_facilitator=True, is_active=True).order_by("pk")))

    def of(self, review: Review) -> list[User]:
        """The facilitator of the review; everybody who facilitates, where it has none."""
        own = review.facilitator
        return [own] if own and own.is_active else self.people


def about_review(review: Review) -> str:
    return f"review:{review.pk}"


def about_question(question: Question) -> str:
    return f"question:{question.pk}"


def owner_of(review: Review) -> User | None:
    return review.owner if review.owner and review.owner.is_active else None


def open_reviews() -> QuerySet[Review]:
    """With the moment at which their incident was over (`over_at`)."""
    rows = Review.objects.alive().exclude(state__in=SETTLED).select_related("owner", "facilitator")
    return rows.annotate(over_at=Max("incidents__resolved_at"))


def candidates(now: dt.datetime, rules: Rules, pool: Pool) -> Iterator[list[tuple[Review, Waiting]]]:
    """The reviews that somebody may have to be asked about now, a batch at a time."""
    most = max(rules.undecided, rules.gathering, rules.late, rules.late_note) + rules.rest
    since = now - dt.timedelta(weeks=most) - STALE
    near, last = open_reviews().filter(Q(filed_at__gte=since) | Q(over_at__gte=since) | Q(state=State.GATHERING)), 0
    while batch := list(near.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield _known(batch, pool)
        last = batch[-1].pk


def known_of_all(reviews: list[Review], pool: Pool) -> dict[int, Waiting]:
    """These reviews as the policy sees them, by their keys; without those about which nobody could be asked."""
    return {review.pk: known for review, known in _known(reviews, pool)}


def _known(batch: list[Review], pool: Pool) -> list[tuple[Review, Waiting]]:
    asked = [(review, person) for review in batch if (person := owner_of(review) or next(iter(pool.of(review)), None))]
    hours, since = hours_of_all(person for _review, person in asked), _gathering_since(batch)
    told: dict[str, list[Delivery]] = defaultdict(list)
    kinds = [step.kind for step in REVIEW_STEPS]
    for row in Delivery.objects.filter(about__in=[about_review(review) for review in batch], kind__in=kinds):
        told[row.about].append(row)
    return [
        (review, _waiting(review, hours[person.pk], since.get(review.pk), told[about_review(review)]))
        for review, person in asked
    ]


def _waiting(review: Any, hours: Hours, since: dt.datetime | None, rows: list[Delivery]) -> Waiting:
    facts: dict[str, Any] = {
        "state": review.state,
        "hours": hours,
        "filed_at": review.filed_at,
        "has_depth": bool(review.depth),
        "is_note": review.depth == Depth.NOTE,
        "has_owner": owner_of(review) is not None,
        "gathering_since": since,
        "over_at": review.over_at,
    }
    days = {step.kind: began_on(step, Waiting(**facts)) for step in REVIEW_STEPS}
    same = [row for row in rows if days[row.kind] == row.local_date]
    owner = owner_of(review)
    mine = [row for row in same if owner and row.recipient_id == owner.pk]
    return Waiting(
        told={row.kind: row.due_at for row in mine},
        told_pool=frozenset(row.kind for row in same if row not in mine),
        told_at=max((row.due_at for row in rows), default=None),
        **facts,
    )


def began_on(step: Step, review: Waiting) -> dt.date | None:
    """The day that a message of this step is about."""
    since = began_at(step, review)
    return review.hours.day_of(since) if since else None


def _gathering_since(batch: list[Review]) -> dict[int, dt.datetime]:
    """When these reviews began to gather, as the record tells; one query."""
    asked = {about_review(review): review.pk for review in batch if review.state == State.GATHERING}
    rows = AuditEntry.objects.filter(chain__in=asked, verb=f"moved to {State.GATHERING}")
    return {asked[chain]: at for chain, at in rows.values_list("chain").annotate(at=Max("happened_at"))}


def open_questions(now: dt.datetime, rules: Rules) -> QuerySet[Question]:
    """The questions that wait for an answer and were not spoken of yet; at most 500 at a time."""
    since = now - dt.timedelta(weeks=rules.question) - STALE
    said = Delivery.objects.filter(kind=QUESTION.kind, about__startswith="question:").order_by()
    rows = Question.objects.alive().filter(answered_at=None, asked_at__gte=since, review__deleted_at=None)
    rows = rows.exclude(review__state=State.CLOSED).select_related("review__owner", "review__facilitator")
    return rows.exclude(pk__in=_keys(said, rows)).order_by("pk")[:500]


def _keys(said: QuerySet[Delivery], rows: QuerySet[Question]) -> list[int]:
    about = [f"question:{pk}" for pk in rows.values_list("pk", flat=True)]
    return [int(row.partition(":")[2]) for row in said.filter(about__in=about).values_list("about", flat=True)]
