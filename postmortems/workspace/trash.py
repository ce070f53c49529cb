"""The trash of one person: what they threw away, and what was thrown away in reviews that they are in.

For thirty days each comes back with one press, as it was; then tasks.py forgets it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.services import restore_action
from postmortems.attachments.models import Attachment
from postmortems.attachments.services import restore as restore_file
from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.factors.services import restore_factor
from postmortems.questions import services as questions
from postmortems.questions.models import Question
from postmortems.reviews.access import put_away_for, visible_to
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.queries import involving
from postmortems.shared import clock
from postmortems.timeline.models import Evidence, TimelineEvent
from postmortems.timeline.services import restore_event
from postmortems.timeline.showing import restore_evidence
from postmortems.wording.policy import WordingState
from postmortems.workspace.incidents import restore_incident

KEPT = dt.timedelta(days=30)
MOST = 100  # rows of one kind on the page


@dataclass(frozen=True)
class Sort:
    """One kind of thing that can lie in the trash: its rows, what of it is shown, how it comes back, and the way from
    it to its `review`.
    """

    name: str
    label: str | Promise
    model: type[models.Model]
    words: str
    restore: Callable[..., Any]
    review: str = "review"

    def rows(self) -> models.QuerySet[Any]:
        """All of them, thrown away or not, each with its `in_review`."""
        return self.model._base_manager.annotate(in_review=models.F(f"{self.review}__pk")).select_related(self.review)

    def review_of(self, row: Any) -> Review:
        found: Review = attrgetter(self.review.replace("__", "."))(row)
        return found

    def bring_back(self, row: Any, *, actor: User) -> None:
        self.restore(row, actor=actor)


def _named(service: Callable[..., Any], argument: str) -> Callable[..., Any]:
    def restore(row: Any, *, actor: User) -> None:
        service(**{argument: row}, actor=actor)

    return restore


SORTS = {
    sort.name: sort
    for sort in (
        Sort("event", _("event"), TimelineEvent, "body", _named(restore_event, "event")),
        Sort("factor", _("condition"), ContributingFactor, "sentence", _named(restore_factor, "factor")),
        Sort("action", _("action item"), ActionItem, "sentence", _named(restore_action, "item")),
        Sort("question", _("question"), Question, "body", _named(questions.restore, "question")),
        Sort("incident", _("incident"), Incident, "noticed", _named(restore_incident, "incident")),
        Sort("attachment", _("file"), Attachment, "name", _named(restore_file, "attachment")),
        Sort("evidence", _("evidence"), Evidence, "words", _named(restore_evidence, "evidence"), "event__review"),
    )
}


@dataclass(frozen=True)
class Thrown:
    """One thing in the trash, as a line. Words that wait for a facilitator are not everybody's to read."""

    sort: Sort
    pk: int
    words: str
    review: Review
    thrown_at: dt.datetime

    @property
    def what(self) -> str:
        return f"{self.sort.name}:{self.pk}"

    @property
    def until(self) -> dt.datetime:
        return self.thrown_at + KEPT


def trash_of(user: User) -> list[Thrown]:
    """The parts of reviews, the newest first. Two queries a kind of thing, and two more."""
    since = clock.now() - KEPT
    mine, by_me = visible_to(user).filter(pk__in=involving(user)), _thrown_by(user, since)
    found: list[Thrown] = []
    for sort in SORTS.values():
        gone = sort.rows().filter(deleted_at__gte=since, in_review__in=visible_to(user))
        theirs = gone.filter(models.Q(in_review__in=mine.values("pk")) | models.Q(pk__in=by_me[sort.name]))
        found += [_thrown(sort, row) for row in theirs.order_by("-deleted_at")[:MOST]]
    return sorted(found, key=lambda thrown: thrown.thrown_at, reverse=True)


def _thrown(sort: Sort, row: Any) -> Thrown:
    is_held = getattr(row, "sentence_state", "") == WordingState.HELD
    words = __("A sentence that waits for the facilitator.") if is_held else getattr(row, sort.words)
    return Thrown(sort, row.pk, words, sort.review_of(row), row.deleted_at)


def _thrown_by(user: User, since: dt.datetime) -> dict[str, set[int]]:
    """What this person did something to since then, by kind; only what is in the trash is taken from it."""
    rows = AuditEntry.objects.filter(actor=user, happened_at__gte=since, verb__startswith="removed").exclude(target="")
    found: dict[str, set[int]] = defaultdict(set)
    for target in rows.values_list("target", flat=True).distinct():
        name, _colon, pk = target.partition(":")
        if pk.isdecimal():
            found[name].add(int(pk))
    return found


def reviews_thrown_by(user: User) -> list[Review]:
    """Whole reviews that were taken back and are this person's to bring back."""
    theirs = models.Q(filed_by=user) | models.Q(owner=user) | models.Q(facilitator=user)
    rows = put_away_for(user).filter(theirs, deleted_at__gte=clock.now() - KEPT)
    return list(rows.order_by("-deleted_at")[:MOST])
