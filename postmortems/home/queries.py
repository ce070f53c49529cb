"""What one person is asked for, and where they take part. Read through the gate, but for words of their own."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q

from accounts.models import User
from postmortems.actions.board import end_of_week
from postmortems.actions.models import ActionItem
from postmortems.actions.states import State as Answered
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Participant, Review
from postmortems.reviews.states import State
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Dispute, Draft
from postmortems.wording.policy import PUBLISHABLE

LONGEST = 20  # lines of one kind; a longer list has its own page
OF_A_REVIEW = {"factor": ContributingFactor, "action": ActionItem, "event": TimelineEvent}


@dataclass(frozen=True)
class DraftLine:
    """Somebody's own unsaved words, and the review they belong to, as far as its reader may still see it."""

    draft: Draft
    review: Review | None


@dataclass(frozen=True)
class Waiting:
    """What is asked of one person now."""

    offered: list[ActionItem]
    due: list[ActionItem]
    disputes: list[Dispute]
    drafts: list[DraftLine]

    @property
    def count(self) -> int:
        return len(self.offered) + len(self.due) + len(self.disputes) + len(self.drafts)


def waiting_for(user: User, *, today: dt.date) -> Waiting:
    """Everything that only this person can answer; `today` is the date where they are."""
    mine = ActionItem.objects.alive().filter(owner=user, review__in=visible_to(user))
    mine = mine.select_related("review").order_by("due_on", "pk").fetch_mode(FETCH_RAISE)
    mine = mine.filter(sentence_state__in=PUBLISHABLE)  # words that wait for a facilitator ask nothing of anybody
    soon = mine.filter(state__in=[Answered.ACCEPTED, Answered.BLOCKED], due_on__lte=end_of_week(today))
    return Waiting(
        offered=list(mine.filter(state=Answered.OFFERED)[:LONGEST]),
        due=list(soon[:LONGEST]),
        disputes=disputes_for(user),
        drafts=drafts_of(user),
    )


def disputes_for(user: User) -> list[Dispute]:
    """Sentences that wait for this person as facilitator, the oldest first."""
    facilitates = Q(review__facilitator=user)
    if user.is_facilitator:
        facilitates |= Q(review__facilitator=None)
    rows = Dispute.objects.filter(facilitates, outcome=Dispute.Outcome.WAITING, review__in=visible_to(user))
    return list(rows.select_related("review", "asked_by").order_by("asked_at").fetch_mode(FETCH_RAISE)[:LONGEST])


def drafts_of(user: User) -> list[DraftLine]:
    """Words that this person has not saved yet, the newest first."""
    drafts = list(Draft.objects.filter(author=user).order_by("-saved_at")[:LONGEST])
    review_of = _review_ids({draft.target for draft in drafts})
    reviews = visible_to(user).in_bulk(set(review_of.values())) if review_of else {}
    return [DraftLine(draft, reviews.get(review_of.get(draft.target, 0))) for draft in drafts]


def _review_ids(targets: set[str]) -> dict[str, int]:
    """The review that each "kind:id" belongs to; one query a kind, whatever the number of drafts."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for target in targets:
        kind, _, pk = target.partition(":")
        if pk.isdecimal():
            by_kind[kind].add(int(pk))
    found = {f"review:{pk}": pk for pk in by_kind["review"]}
    for kind, model in OF_A_REVIEW.items():
        if by_kind[kind]:
            rows = model._default_manager.filter(pk__in=by_kind[kind]).values_list("pk", "review_id")
            found |= {f"{kind}:{pk}": review for pk, review in rows}
    return found


def reviews_of(user: User) -> list[Review]:
    """The open reviews that this person owns, facilitates or took part in, newest first."""
    took_part = Participant.objects.filter(review=OuterRef("pk"), user=user)
    rows = visible_to(user).filter(Q(owner=user) | Q(facilitator=user) | Exists(took_part))
    return list(rows.exclude(state=State.CLOSED).order_by("-number").fetch_mode(FETCH_RAISE)[:10])


def new_to(user: User, *, beside: list[Review]) -> list[Review]:
    """What came on record lately, without the reviews that are listed already."""
    rows = visible_to(user).exclude(pk__in=[review.pk for review in beside])
    return list(rows.order_by("-number").fetch_mode(FETCH_RAISE)[:5])
