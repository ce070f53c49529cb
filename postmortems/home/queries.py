"""What one person is asked for, and where they take part. Read through the gate, but for words of their own."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import check_due
from postmortems.actions.statements import TODAY, WEEK_ENDS
from postmortems.actions.states import State as Answered
from postmortems.factors.models import ContributingFactor
from postmortems.home.statements import SINCE, items, reviews
from postmortems.mail.queries import Notice, notices_for
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Participant, Review
from postmortems.reviews.queries import involving
from postmortems.reviews.restricting import restrictions_to_answer
from postmortems.reviews.states import SETTLED, State
from postmortems.shared import clock
from postmortems.shared.weeks import end_of_week
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Dispute, Draft
from postmortems.wording.policy import PUBLISHABLE
from postmortems.workspace.access import door

NOTICES = 5
MEETS_FOR = dt.timedelta(hours=1)
NEW_FOR = dt.timedelta(days=30)
LONGEST = 20  # lines of one kind; a longer list has its own page
OF_A_REVIEW = {"factor": ContributingFactor, "action": ActionItem, "event": TimelineEvent}


@dataclass(frozen=True)
class DraftLine:
    """Somebody's own unsaved words, the review they belong to as far as its reader may still see it, and the form in
    which they stand again.
    """

    draft: Draft
    review: Review | None
    door: str = ""


@dataclass(frozen=True)
class Waiting:
    """What is asked of one person now."""

    offered: list[ActionItem]
    due: list[ActionItem]
    checks: list[ActionItem]
    to_read: list[Participant]
    disputes: list[Dispute]
    restrictions: list[Review]
    notices: list[Notice]
    drafts: list[DraftLine]

    @property
    def count(self) -> int:
        return sum(len(lines) for lines in vars(self).values())

    @property
    def in_words(self) -> str:
        """The kinds of things that wait, as a line: "1 offered to you, 2 due this week"."""
        told = (
            ngettext("%d offered to you", "%d offered to you", len(self.offered)) % len(self.offered),
            ngettext("%d due this week", "%d due this week", len(self.due)) % len(self.due),
            ngettext("%d that may have helped", "%d that may have helped", len(self.checks)) % len(self.checks),
            ngettext("%d account to read", "%d accounts to read", len(self.to_read)) % len(self.to_read),
            ngettext("%d sentence to settle", "%d sentences to settle", len(self.disputes)) % len(self.disputes),
            ngettext("%d review kept to some", "%d reviews kept to some", len(self.restrictions))
            % len(self.restrictions),
            ngettext("%d notice", "%d notices", len(self.notices)) % len(self.notices),
            ngettext("%d draft", "%d drafts", len(self.drafts)) % len(self.drafts),
        )
        return ", ".join(words for words in told if not words.startswith("0 "))


def waiting_for(user: User, *, today: dt.date) -> Waiting:
    """Everything that only this person can answer; `today` is the date where they are."""
    said = {TODAY: today, WEEK_ENDS: end_of_week(today, starts=user.week_starts)}
    offered, due, checks = (items(user, rows, said, most=LONGEST) for rows in (_offered, _due, _checks))
    to_read = accounts_to_read(user)
    listed = {reverse("action", args=[item.pk]) for item in [*offered, *due, *checks]}
    listed |= {reverse("review", args=[part.review.ref]) for part in to_read}
    return Waiting(
        offered=offered,
        due=due,
        checks=checks,
        to_read=to_read,
        disputes=disputes_for(user),
        restrictions=restrictions_to_answer(user, today=today),
        notices=[notice for notice in notices_for(user, NOTICES) if notice.door.partition("#")[0] not in listed],
        drafts=drafts_of(user),
    )


def _offered(user: User) -> QuerySet[ActionItem]:
    return _own_items(user).filter(state=Answered.OFFERED)


def _due(user: User) -> QuerySet[ActionItem]:
    return _own_items(user).filter(state__in=[Answered.ACCEPTED, Answered.BLOCKED], due_on__lte=WEEK_ENDS)


def _checks(user: User) -> QuerySet[ActionItem]:
    return _own_items(user).filter(check_due(TODAY))


def _own_items(user: User) -> QuerySet[ActionItem]:
    """Words that wait for a facilitator ask nothing of anybody."""
    mine = ActionItem.objects.alive().filter(owner=user, review__in=visible_to(user))
    return mine.filter(sentence_state__in=PUBLISHABLE).order_by("due_on", "pk")


def accounts_to_read(user: User) -> list[Participant]:
    """This person's part in reviews that are shown to those involved and wait for their "that is right"."""
    rows = Participant.objects.filter(
        user=user, fine_at=None, review__in=visible_to(user), review__shown_at__lte=clock.now()
    )
    rows = rows.exclude(review__state__in=SETTLED).select_related("review").order_by("review__shown_at")
    return list(rows.fetch_mode(FETCH_RAISE)[:LONGEST])


def disputes_for(user: User) -> list[Dispute]:
    """Sentences that wait for this person as facilitator, the oldest first."""
    facilitates = Q(review__facilitator=user)
    if user.is_facilitator:
        facilitates |= Q(review__facilitator=None)
    rows = Dispute.objects.filter(facilitates, outcome=Dispute.Outcome.WAITING, review__in=visible_to(user))
    return list(rows.select_related("review", "asked_by").order_by("asked_at").fetch_mode(FETCH_RAISE)[:LONGEST])


def drafts_of(user: User) -> list[DraftLine]:
    """Words that this person has not saved yet, the newest first."""
    drafts = list(Draft.objects.filter(author=user).exclude(body="").order_by("-saved_at")[:LONGEST])
    review_of = _review_ids({draft.target for draft in drafts})
    seen = visible_to(user).in_bulk(set(review_of.values())) if review_of else {}
    return [_draft_line(draft, seen.get(review_of.get(draft.target, 0))) for draft in drafts]


def _draft_line(draft: Draft, review: Review | None) -> DraftLine:
    is_filing = draft.target.startswith("record:")
    return DraftLine(
        draft, review, door(draft.target, draft.slot, review.ref if review else "") if review or is_filing else ""
    )


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
            rows = model._base_manager.filter(pk__in=by_kind[kind]).values_list("pk", "review_id")
            found |= {f"{kind}:{pk}": review for pk, review in rows}
    return found


def reviews_of(user: User) -> list[Review]:
    """The open reviews that this person owns, facilitates or took part in, newest first."""
    return reviews(user, _own, {}, most=10)


def _own(user: User) -> QuerySet[Review]:
    return visible_to(user).filter(pk__in=involving(user)).exclude(state=State.CLOSED).order_by("-number")


def meetings_of(user: User) -> list[Review]:
    """The reviews whose meeting this person is in, from an hour ago on, the next first."""
    return reviews(user, _to_meet, {SINCE: clock.now() - MEETS_FOR}, most=5)


def _to_meet(user: User) -> QuerySet[Review]:
    rows = visible_to(user).filter(pk__in=involving(user), meeting_at__gte=SINCE)
    return rows.exclude(state__in=SETTLED).order_by("meeting_at")


def newly_shared(user: User) -> list[Review]:
    """What was shared in the last weeks, the newest first: something to learn from."""
    return reviews(user, _shared, {SINCE: clock.now() - NEW_FOR}, most=5)


def _shared(user: User) -> QuerySet[Review]:
    return visible_to(user).filter(published_at__gte=SINCE).order_by("-published_at")


def new_to(user: User, *, beside: list[Review]) -> list[Review]:
    """What came on record last and is still open, without the reviews that are listed already (fifteen at most)."""
    known = {review.pk for review in beside}
    return [review for review in reviews(user, _new, {}, most=20) if review.pk not in known][:5]


def _new(user: User) -> QuerySet[Review]:
    return visible_to(user).exclude(state__in=SETTLED).order_by("-number")
